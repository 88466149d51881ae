package org.storedfile;

import jakarta.persistence.PersistenceException;

/** Says that a file could not be stored, read or linked to. The message names what failed and what to do about it. */
public class StoredFileException extends PersistenceException {
    private static final long serialVersionUID = 1;

    /** Creates one without a cause. */
    public StoredFileException(String message) {
        super(message);
    }

    /** Creates one with a cause. */
    public StoredFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
