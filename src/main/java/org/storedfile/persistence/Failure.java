package org.storedfile.persistence;

import org.storedfile.StoredFileException;

/** Makes the errors that a provider passes on to the application. */
final class Failure {
    private Failure() {}

    /**
     * Returns an error that keeps its message on the way through a provider: Hibernate 6.6 replaces an exception in a
     * commit by its cause, so the cause says the same.
     */
    static StoredFileException of(String message, Exception cause) {
        return new StoredFileException(message, new StoredFileException(message, cause));
    }
}
