package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;

/**
 * A file that a transaction is about to store. For the persistence packages, and for those that look at files before.
 *
 * @param name as its source gave it
 * @param copyOf the stored file whose bytes it takes, if it is a copy
 */
public record NewFile(String name, Content content, Optional<FileLocation> copyOf) {
    /**
     * Returns what can be told of a file that is not stored, or that {@link StoredFiles#existing} brought in and that no
     * attribute holds yet, as if it were a copy; empty if it is stored.
     */
    public static Optional<NewFile> of(FileRef ref) {
        FileState state = ref.state();
        if (state instanceof FileState.Stored stored) {
            return stored.isExisting() ? Optional.of(FileRef.copyOf(stored)) : Optional.empty();
        }
        if (state instanceof FileState.Claimed claimed) {
            return claimed.stored() == null ? Optional.of(claimed.file()) : Optional.empty();
        }
        return Optional.of(((FileState.New) state).file());
    }

    /**
     * Returns the first bytes, at most {@value ContentTypeDetector#HEAD_LENGTH}. The content can be stored as before,
     * even if it can be read only once.
     *
     * @throws IOException if they cannot be read
     */
    public byte[] head() throws IOException {
        return head(ContentTypeDetector.HEAD_LENGTH);
    }

    /**
     * Returns the first bytes, at most {@code length}. The content can be stored as before, even if it can be read only
     * once.
     *
     * @throws IOException if they cannot be read
     */
    public byte[] head(int length) throws IOException {
        if (content instanceof OnceContent once) {
            return once.head(length);
        }
        if (!content.isRepeatable()) {
            throw new IOException("the file '" + name + "' can be read only once, and that is when it is stored");
        }
        try (InputStream in = copyOf.isPresent() ? storedHead(copyOf.get(), length) : content.open()) {
            return in.readNBytes(length);
        }
    }

    /**
     * Returns all the bytes, where they can be read in any order. Those of a stream are read now, and kept for when they
     * are stored. To be given back with {@link #release}.
     *
     * @throws IOException if they cannot be read
     */
    public LocalBytes local() throws IOException {
        return local(UnaryOperator.identity());
    }

    /**
     * Does what {@link #local()} does, with somebody who watches the reading.
     *
     * @param watch returns the content to read, which may break off
     * @throws IOException if they cannot be read
     */
    public LocalBytes local(UnaryOperator<Content> watch) throws IOException {
        return content instanceof OnceContent once ? once.local(watch) : LocalBytes.of(watch.apply(content));
    }

    /** Lets go of what {@link #local} returned, unless it is kept for when it is stored. */
    public void release(LocalBytes bytes) throws IOException {
        if (!(content instanceof OnceContent)) {
            bytes.close();
        }
    }

    // By range: closing the stream of a large object early may read all of it.
    private static InputStream storedHead(FileLocation source, int length) throws IOException {
        Storage storage = StoredFiles.current().storage(source.storage());
        return storage.read(source.key(), ByteRange.of(0, length));
    }
}
