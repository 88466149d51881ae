package org.storedfile.maintenance;

import java.util.concurrent.TimeUnit;
import org.storedfile.StoredFileException;

/** Holds a thread back so that it does no more than so many things in a second. Not thread safe. */
final class Pace {
    private final int perSecond;
    private long freeAt = System.nanoTime();

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until {@code count} more may be done. */
    void await(int count) {
        long now = System.nanoTime();
        long wait = freeAt - now;
        freeAt = Math.max(freeAt, now) + TimeUnit.SECONDS.toNanos(count) / perSecond;
        if (wait > 0) {
            sleep(wait);
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoredFileException("interrupted", e);
        }
    }
}
