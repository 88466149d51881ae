package org.storedfile.image;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** The memory that decoded images and their variants may take, all together; who needs more waits, or reads fewer pixels. Thread safe. */
final class PixelMemory {
    private static final long UNIT = 1 << 16;
    private static final int MOST = 128;
    // What most images have: these wait for nobody.
    private static final long LITTLE = 1 << 20;

    private final int units;
    private final Semaphore free;

    PixelMemory(long bytes) {
        units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        free = new Semaphore(units, true);
    }

    /**
     * Waits for memory. If there is not that much at all, fewer pixels are read than would be good. Who needs all of it may
     * take as much again: nobody else has any then.
     */
    Share share(Need need) throws IOException {
        long most = units * UNIT;
        int reduction = need.reduction();
        while ((need.decoding(reduction) > most || need.all(reduction) > 2 * most) && reduction < MOST) {
            reduction++;
        }
        long wanted = need.all(reduction) / UNIT + 1;
        if (wanted > 2L * units) {
            throw ImageRefusedException.beyond(
                    Fault.PIXELS,
                    ((2 * most) >> 20) + " MB",
                    (need.all(reduction) >> 20) + " MB",
                    "needs " + (need.all(reduction) >> 20)
                            + " MB of memory to be decoded and scaled, more than this application has for images");
        }
        return new Share(reduction, taken(wanted));
    }

    /** Does what takes so many bytes, at once if they are few, else once they are free, or all that there are. */
    <T> T taking(long bytes, OpenImage.Step<T> step) throws IOException {
        int share = bytes <= LITTLE ? 0 : taken(bytes / UNIT + 1);
        try {
            return step.run();
        } finally {
            free.release(share);
        }
    }

    private int taken(long wanted) throws IOException {
        int share = (int) Math.min(wanted, units);
        try {
            free.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for memory to decode an image", e);
        }
        return share;
    }

    /** A part of the memory, until it is closed. */
    final class Share implements AutoCloseable {
        private final int reduction;
        private final int taken;

        private Share(int reduction, int taken) {
            this.reduction = reduction;
            this.taken = taken;
        }

        int reduction() {
            return reduction;
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }
}
