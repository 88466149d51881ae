package org.storedfile.storage;

import java.io.IOException;
import java.util.Optional;

/** The ability to copy an object inside the storage, without fetching its bytes. */
public interface Copies {
    /**
     * Copies the object {@code source} to {@code target}, which must be free. All or nothing, as {@link Storage#write}.
     *
     * @throws java.nio.file.NoSuchFileException if there is no object {@code source}
     * @throws java.nio.file.FileAlreadyExistsException if {@code target} is taken
     */
    StoredObject copy(Key source, Key target) throws IOException;

    /**
     * Copies as {@link #copy(Key, Key)} does, and gives the copy a media type of its own, because that of the source is
     * what a client says. A storage that keeps no types has nothing to do for it.
     */
    default StoredObject copy(Key source, Key target, String contentType) throws IOException {
        return copy(source, target);
    }

    /**
     * Copies as one of the others does, and may leave to {@link WriteGroup#finish} what it can do for many objects at
     * once, as {@link Storage#write} does with {@link Content#group}. A storage that copies in several steps asks {@link
     * WriteGroup#requireWanted} between them. Others have nothing to do here, and cannot be made to give a copy up: whoever
     * called waits until it is done.
     *
     * @param contentType of the copy; that of the source if it is empty
     */
    default StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup group)
            throws IOException {
        return contentType.isPresent() ? copy(source, target, contentType.get()) : copy(source, target);
    }
}
