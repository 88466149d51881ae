package org.storedfile.maintenance;

/** How much {@link FileMaintenance#verify} does to know that bytes are what they were. */
public enum Checksums {
    /** Compares sizes only, which the listing has; no request for each object. */
    NONE,
    /**
     * Compares the SHA-256 of the row with that which the storage keeps with the object: S3 with {@code checksum=sha256},
     * for objects that were not written in parts. One request for each object. {@link MaintenanceReport#unchecked} counts
     * those without one, of which sizes are compared only.
     */
    STORED,
    /** Reads all bytes, and compares their SHA-256 with that of the row and with that of the storage. */
    READ
}
