package org.storedfile.persistence;

import java.util.Optional;
import org.storedfile.StoredFile;

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
        SIZE("sizeAttribute", long.class, Long.class),
        /** {@link StoredFile#contentTypeAttribute}. */
        CONTENT_TYPE("contentTypeAttribute", String.class),
        /** {@link StoredFile#nameAttribute}. */
        NAME("nameAttribute", String.class),
        /** {@link StoredFile#checksumAttribute}. */
        CHECKSUM("checksumAttribute", String.class);

        private final String element;
        private final java.util.List<Class<?>> types;

        Part(String element, Class<?>... types) {
            this.element = element;
            this.types = java.util.List.of(types);
        }

        /** Returns the element of the annotation that names the sibling. */
        public String element() {
            return element;
        }

        /** Returns the types that the sibling may have. */
        public java.util.List<Class<?>> types() {
            return types;
        }
    }

    /** Returns what the sibling for {@code part} receives: null if it is not known. */
    public @org.jspecify.annotations.Nullable Object value(Part part) {
        return switch (part) {
            case SIZE -> size;
            case CONTENT_TYPE -> contentType.orElse(null);
            case NAME -> name;
            case CHECKSUM -> checksum.orElse(null);
        };
    }
}
