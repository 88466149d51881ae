package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * The memory that all writes of one storage share for their buffers. A write that finds it taken waits its turn; it
 * holds no more than parts that are on their way while it waits, so that the turn comes. Thread safe.
 */
final class UploadMemory {
    private static final int UNIT = 1024;

    private final long total;
    private final Semaphore free;

    UploadMemory(long total) {
        this.total = total;
        this.free = new Semaphore(units(total), true);
    }

    /** Returns a quarter of the heap, but at least two parts. */
    static long standard(long partSize) {
        return Math.max(2 * partSize, Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30));
    }

    long total() {
        return total;
    }

    void take(long bytes) throws IOException {
        try {
            free.acquire(units(bytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for upload memory").initCause(e);
        }
    }

    void give(long bytes) {
        free.release(units(bytes));
    }

    private static int units(long bytes) {
        return Math.toIntExact((bytes + UNIT - 1) / UNIT);
    }
}
