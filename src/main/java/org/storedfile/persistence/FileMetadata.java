package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.ContentTypeDetector;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * What sibling attributes receive of a file.
 *
 * @param size in bytes
 * @param contentType the media type, if it is known
 * @param name the name as its source gave it, or the last segment of the key
 * @param checksum the SHA-256 in hexadecimal, if it is known
 */
public record FileMetadata(long size, Optional<String> contentType, String name, Optional<String> checksum) {
    /** One of the sibling attributes that {@link StoredFile} may name. */
    public enum Part {
        /** {@link StoredFile#sizeAttribute}. */
        SIZE("sizeAttribute"),
        /** {@link StoredFile#contentTypeAttribute}. */
        CONTENT_TYPE("contentTypeAttribute"),
        /** {@link StoredFile#nameAttribute}. */
        NAME("nameAttribute"),
        /** {@link StoredFile#checksumAttribute}. */
        CHECKSUM("checksumAttribute");

        private final String element;

        Part(String element) {
            this.element = element;
        }

        /** Returns the element of the annotation that names the sibling. */
        public String element() {
            return element;
        }

        /** Returns the types that the sibling may have. */
        public List<Class<?>> types() {
            return this == SIZE ? List.of(long.class, Long.class) : List.of(String.class);
        }
    }

    /** Describes what lies in a storage; the bytes have a say in the type, as they had when a client sent them. */
    static FileMetadata of(StoredObject object, String name, Storage storage, StoredFiles files) throws IOException {
        Optional<String> said = object.contentType();
        Optional<String> type = said.isPresent() ? said : Optional.of(detected(object, name, storage, files));
        return new FileMetadata(object.size(), type, name, object.checksum());
    }

    private static String detected(StoredObject object, String name, Storage storage, StoredFiles files)
            throws IOException {
        try (InputStream head = storage.read(object.key(), ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH))) {
            return files.contentTypes().detect(name, head.readAllBytes());
        }
    }

    /** Returns what the sibling for {@code part} receives: null if it is not known. */
    public @Nullable Object value(Part part) {
        return switch (part) {
            case SIZE -> size;
            case CONTENT_TYPE -> contentType.orElse(null);
            case NAME -> name;
            case CHECKSUM -> checksum.orElse(null);
        };
    }
}
