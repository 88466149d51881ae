package org.storedfile.storage;

import java.io.Serializable;
import java.util.List;

/**
 * An upload in parts that was begun.
 *
 * @param id what the application keeps
 * @param partSize in bytes, of all parts but the last
 * @param parts the requests for the client, in the order of the bytes
 */
public record PartedUpload(Id id, long partSize, List<DirectUpload> parts) {
    /** Copies the list. */
    public PartedUpload {
        parts = List.copyOf(parts);
    }

    /** What the medium knows the upload by. */
    public record Id(String value) implements Serializable {}
}
