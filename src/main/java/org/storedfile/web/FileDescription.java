package org.storedfile.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;

/**
 * What JSON says of a file. Nobody makes a file of it: that would be a way to any other file of the storage.
 *
 * @param name the last segment of its key, or what the client calls a new file
 * @param size in bytes; empty if the object is missing or not stored yet
 * @param type the media type; empty if the object is missing or not stored yet
 * @param url a link with the storage's settings; empty if it is not stored yet, or its storage makes none
 */
public record FileDescription(String name, OptionalLong size, Optional<String> type, Optional<URI> url) {
    /** What readers of JSON say that refuse to make a file. */
    public static final String REFUSAL = "a file cannot be made from JSON: send its bytes as multipart/form-data, and"
            + " leave the attribute out of what is read";

    /**
     * Describes {@code file}. The storage is asked for size and type, once for each {@code FileRef}.
     *
     * @throws IOException if the storage cannot be asked; a missing object is no failure
     */
    public static FileDescription of(FileRef file) throws IOException {
        if (!file.isStored()) {
            return new FileDescription(file.name(), OptionalLong.empty(), Optional.empty(), Optional.empty());
        }
        try {
            return new FileDescription(
                    file.name(), OptionalLong.of(file.size()), Optional.of(file.contentType()), url(file));
        } catch (NoSuchFileException e) {
            // One lost file must not take a whole list with it.
            return new FileDescription(file.name(), OptionalLong.empty(), Optional.empty(), url(file));
        }
    }

    private static Optional<URI> url(FileRef file) {
        return StoredFiles.current()
                .storage(file.storage())
                .as(Links.class)
                .map(links -> links.url(Key.of(file.key()), LinkOptions.DEFAULTS));
    }
}
