package org.storedfile;

import java.time.Duration;

/** Sees to it that objects that no transaction answers for do not stay for nobody. For the journal. Thread safe. */
public interface LooseObjects {
    /**
     * Makes certain that the object is removed after that time, if it is written at all. Returns before it is written.
     *
     * @throws StoredFileException if that is not certain; it may not be written then
     */
    void expires(FileLocation file, Duration lifetime);

    /**
     * Makes certain that a variant goes if its original is gone by the time it is there, even if this process dies before
     * it can look. Returns before the variant is written.
     *
     * @return ends that; to be run once this process has looked
     * @throws StoredFileException if that is not certain; it may not be written then
     */
    Runnable goesWithOriginal(FileLocation variant);
}
