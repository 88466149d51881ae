package org.storedfile.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a storage knows of an object without reading it.
 *
 * @param size in bytes
 * @param contentType as the storage keeps it; empty if the medium has no place for it
 * @param lastModified by the storage's clock
 * @param checksum the SHA-256 of the bytes in lower-case hexadecimal, if the storage keeps it
 */
public record StoredObject(
        Key key, long size, Optional<String> contentType, Instant lastModified, Optional<String> checksum) {

    /** Creates one without content type and checksum. */
    public StoredObject(Key key, long size, Instant lastModified) {
        this(key, size, Optional.empty(), lastModified, Optional.empty());
    }

    /** Returns this object with the media type {@code type}. */
    public StoredObject withContentType(String type) {
        return new StoredObject(key, size, Optional.of(type), lastModified, checksum);
    }
}
