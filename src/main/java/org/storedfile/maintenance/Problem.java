package org.storedfile.maintenance;

/** What can be wrong between the rows of a database and the objects of a storage. */
public enum Problem {
    /** A row refers to an object that does not exist. */
    MISSING,
    /** An object has another size than its row says. */
    WRONG_SIZE,
    /** An object has another SHA-256 than its row or its storage says. */
    WRONG_CHECKSUM,
    /** An object could not be looked at; the detail tells why. */
    UNREADABLE,
    /** An object that no row and no entry of the journal refers to, older than the grace age. */
    ORPHAN,
    /** A column holds what is no file. */
    INVALID_VALUE,
    /** A row refers to a storage that does not exist. */
    UNKNOWN_STORAGE,
    /** A file could not be copied, or its rows could not be changed; the detail tells why. */
    NOT_COPIED;

    /** Tells whether something that a row needs is not there or not as it was; an {@link #ORPHAN} only takes space. */
    public boolean isDamage() {
        return this != ORPHAN;
    }
}
