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
     * @param reduction one of how many pixels in a row is enough for what is made of them
     * @param areMeans whether only means are kept
     */
    record Need(long fixed, long kept, int reduction, boolean areMeans) {
        long bytes(int reduced) {
            Reduction steps = Reduction.of(reduced);
            long step = areMeans ? (long) steps.subsampling() * steps.square() : steps.subsampling();
            return fixed + kept / step / step;
        }
    }

    /** Waits for memory. If there is not that much at all, fewer pixels are read than would be good. */
    Share share(Need need) throws IOException {
        int reduction = need.reduction();
        while (need.bytes(reduction) > units * UNIT && reduction < 128) {
            reduction++;
        }
        long wanted = need.bytes(reduction) / UNIT + 1;
        if (wanted > 2L * units) {
            throw new ImageRefusedException("needs " + (need.bytes(reduction) >> 20)
                    + " MB of memory to be decoded, more than this application has for images");
        }
        int share = (int) Math.min(wanted, units);
        try {
            free.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for memory to decode an image", e);
        }
        return new Share(reduction, share);
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
