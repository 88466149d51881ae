package org.storedfile.image;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.storedfile.ImageRefusedException;

/** The heap that decoded images may take, all together; who needs more waits, or reads fewer pixels. Thread safe. */
final class PixelMemory {
    private static final long UNIT = 1 << 16;

    private final int units;
    private final Semaphore free;

    PixelMemory(long bytes) {
        units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        free = new Semaphore(units, true);
    }

    /**
     * What decoding takes.
     *
     * @param fixed bytes that are needed however few pixels are kept
     * @param kept bytes if all pixels are kept
     * @param subsampling one of how many pixels in a row is enough for what is made of them
     */
    record Need(long fixed, long kept, int subsampling) {
        long bytes(int step) {
            return fixed + kept / step / step;
        }
    }

    /** Waits for memory. If there is not that much at all, fewer pixels are read than would be good. */
    Share share(Need need) throws IOException {
        int step = need.subsampling();
        while (need.bytes(step) > units * UNIT && step < 64) {
            step++;
        }
        long wanted = need.bytes(step) / UNIT + 1;
        if (wanted > 2L * units) {
            throw new ImageRefusedException("needs " + (need.bytes(step) >> 20)
                    + " MB of memory to be decoded, more than this application has for images");
        }
        int share = (int) Math.min(wanted, units);
        try {
            free.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for memory to decode an image", e);
        }
        return new Share(step, share);
    }

    /** A part of the memory, until it is closed. */
    final class Share implements AutoCloseable {
        private final int step;
        private final int taken;

        private Share(int step, int taken) {
            this.step = step;
            this.taken = taken;
        }

        int subsampling() {
            return step;
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }
}
