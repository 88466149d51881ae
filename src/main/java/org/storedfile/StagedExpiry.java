package org.storedfile;

import java.time.Duration;

/** Sees to it that staged files go by themselves. For the journal. Thread safe. */
@FunctionalInterface
public interface StagedExpiry {
    /**
     * Makes certain that the object is removed after that time, if it is written at all. Returns before it is written.
     *
     * @throws StoredFileException if that is not certain; it may not be written then
     */
    void expires(FileLocation file, Duration lifetime);
}
