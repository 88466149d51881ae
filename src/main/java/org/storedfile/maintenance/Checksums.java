package org.storedfile.maintenance;

/** How much {@link FileMaintenance#verify} does to know that bytes are what they were. */
public enum Checksums {
    /** Compares sizes only, which the listing has; no request for each object. */
    NONE,
    /** Compares with the SHA-256 that the storage keeps with the object, if it does; one request for each object. */
    STORED,
    /** Reads all bytes, and compares their SHA-256 with that of the row and with that of the storage. */
    READ
}
