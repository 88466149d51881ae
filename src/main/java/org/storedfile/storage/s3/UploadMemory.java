package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all writes of one storage share for their buffers. A write that finds it taken waits its turn; it
 * holds no more than parts that are on their way while it waits, so that the turn comes, unless those who have the memory
 * wait for clients that send nothing. So it waits for a while only, and then takes room on the disk, of which there is
 * some, too. Thread safe.
 */
final class UploadMemory {
    private static final int UNIT = 1024;
    // A semaphore counts no further.
    private static final long MOST = (long) Integer.MAX_VALUE * UNIT;

    /** How long a write waits for its turn. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long a write waits that finds the disk taken, too: it may stand in a transaction of the database. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** How many times the memory all parts in files may have together, so that no disk fills. */
    static final int DISK = 4;

    // Of what parts have, for streams that others make parts of.
    private static final int AHEAD_SHARE = 8;

    private final long total;
    private final Duration patience;
    private final Duration longest;
    private final Semaphore free;
    private final Semaphore disk;
    private final Semaphore ahead;
    private final Queue<byte[]> pieces;

    UploadMemory(long total, Duration patience) {
        this(total, patience, LONGEST);
    }

    UploadMemory(long total, Duration patience, Duration longest) {
        this.total = Math.min(total, MOST);
        this.patience = patience;
        this.longest = longest;
        this.free = new Semaphore(units(this.total), true);
        this.disk = new Semaphore(units(DISK * this.total));
        this.ahead = new Semaphore(units(this.total / AHEAD_SHARE));
        this.pieces = new LinkedBlockingQueue<>((int) Math.max(1, this.total / Part.PIECE));
    }

    /** Returns a quarter of the heap, but at least two parts. */
    static long standard(long partSize) {
        return Math.max(2 * partSize, Math.min(Runtime.getRuntime().maxMemory() / 4, 1L << 30));
    }

    long total() {
        return total;
    }

    /** Returns how long a write is to wait that did not wait in vain before. */
    Duration patience() {
        return patience;
    }

    /** Tells whether bytes are still wanted, by failing if they are not. */
    interface Wanted {
        void require() throws IOException;
    }

    /** Others have all there is, and gave nothing back for too long. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        private TakenException(String message) {
            super(message);
        }
    }

    /**
     * Takes so much memory, or so much room on the disk if the memory was waited for in vain, and tells whether it is
     * memory.
     *
     * @param patience how long to wait for memory before there may be a file
     * @throws TakenException if it got neither
     */
    boolean take(long bytes, Duration patience, Wanted wanted) throws IOException {
        long start = System.nanoTime();
        Duration wait = patience;
        // One of both: what is on its way gives memory back as well as the disk.
        while (!take(bytes, wait)) {
            if (disk.tryAcquire(units(bytes))) {
                return false;
            }
            wanted.require();
            wait = longest.minusNanos(System.nanoTime() - start);
            if (wait.isNegative() || wait.isZero()) {
                throw taken(bytes);
            }
            wait = wait.compareTo(PATIENCE) < 0 ? wait : PATIENCE;
        }
        return true;
    }

    private boolean take(long bytes, Duration time) throws IOException {
        try {
            return free.tryAcquire(units(bytes), time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for upload memory").initCause(e);
        }
    }

    private TakenException taken(long bytes) {
        return new TakenException("for " + longest.toSeconds() + " seconds there was no room for a part of " + bytes
                + " bytes, because other uploads hold 'upload-memory' (" + total + " bytes) and " + DISK
                + " times as much in files: raise 'upload-memory', or let the server end requests of clients that send"
                + " nothing");
    }

    /** Takes memory to read a stream ahead, none of that of parts, if there is as much, and tells whether there was. */
    boolean isAheadTaken(long bytes) {
        return ahead.tryAcquire(units(bytes));
    }

    void giveAhead(long bytes) {
        ahead.release(units(bytes));
    }

    void giveDisk(long bytes) {
        disk.release(units(bytes));
    }

    void give(long bytes) {
        free.release(units(bytes));
        // Once no write needs them, they are the garbage collector's.
        if (isWhole()) {
            pieces.clear();
        }
    }

    /** Tells whether nobody has any of it. */
    boolean isWhole() {
        return free.availablePermits() == units(total);
    }

    /** Returns a buffer of the size of a piece, with whatever is in it. */
    byte[] piece() {
        byte[] used = pieces.poll();
        return used != null ? used : new byte[Part.PIECE];
    }

    /** Lets others fill these buffers again, as far as they are no more than the memory; nobody may read them. */
    void reuse(Collection<byte[]> read) {
        read.forEach(pieces::offer);
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT);
    }
}
