package org.storedfile.persistence;

/** How a transaction ended, as far as it is known. */
public enum Outcome {
    /** The database has the changes. */
    COMMITTED,
    /** The database does not have the changes. */
    ROLLED_BACK,
    /** The commit was begun, and whether it came through is not known. */
    UNKNOWN
}
