package org.storedfile;

import java.io.Serializable;
import java.util.Optional;
import org.storedfile.storage.DirectUpload;

/**
 * A file that a client is about to send straight to a storage: what the application keeps, and the request that it hands
 * to the client. The first part stays with the application, in the session of the user who asked, so that nobody else
 * claims the file: it is never taken from a client.
 */
public record StagedUpload(Ticket ticket, DirectUpload request) {
    /**
     * What the application keeps until the file is claimed.
     *
     * @param size in bytes
     * @param checksum the SHA-256 in lower-case hexadecimal, if it was told
     */
    public record Ticket(
            String storage,
            String key,
            String name,
            long size,
            String contentType,
            @org.jspecify.annotations.Nullable String checksum)
            implements Serializable {
        Optional<String> sha256() {
            return Optional.ofNullable(checksum);
        }
    }
}
