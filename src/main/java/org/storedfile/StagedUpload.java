package org.storedfile;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.PartedUpload;

/**
 * A file that a client is about to send straight to a storage: what the application keeps, and the request that it hands
 * to the client. The first part stays with the application, in the session of the user who asked, so that nobody else
 * claims the file: it is never taken from a client.
 */
public record StagedUpload(Ticket ticket, DirectUpload request) {
    /**
     * The same of a file that is sent in parts.
     *
     * @param partSize in bytes, of all parts but the last
     * @param requests one for each part, in the order of the bytes
     */
    public record Parts(Ticket ticket, long partSize, List<DirectUpload> requests) {
        /** Copies the list. */
        public Parts {
            requests = List.copyOf(requests);
        }
    }

    /**
     * What the application keeps until the file is claimed.
     *
     * @param size in bytes
     * @param checksum the SHA-256 in lower-case hexadecimal, if it was told
     * @param parts what the storage knows it by, if it is sent in parts
     */
    public record Ticket(
            String storage,
            String key,
            String name,
            long size,
            String contentType,
            @Nullable String checksum,
            PartedUpload.@Nullable Id parts)
            implements Serializable {
        Optional<String> sha256() {
            return Optional.ofNullable(checksum);
        }
    }
}
