package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Flushes a folder once for all who ask while an earlier flush of it is under way: files that are written to one folder
 * side by side share what each would do alone. Thread safe.
 */
final class SharedFlushes implements Disk {
    private final Disk disk;
    private final Map<Path, Queue> queues = new ConcurrentHashMap<>();

    SharedFlushes(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void force(Path folder) throws IOException {
        Queue queue = queues.compute(folder, (any, waiting) -> joined(waiting));
        try {
            queue.flush(folder, disk);
        } finally {
            queues.computeIfPresent(folder, (any, waiting) -> --waiting.waiters == 0 ? null : waiting);
        }
    }

    @Override
    public void force(Path file, FileChannel bytes) throws IOException {
        disk.force(file, bytes);
    }

    private static Queue joined(@Nullable Queue waiting) {
        Queue queue = waiting == null ? new Queue() : waiting;
        queue.waiters++;
        return queue;
    }

    /** Those who wait for one folder. Whoever comes first flushes for all who have come by then. */
    private static final class Queue {
        private final AtomicLong arrivals = new AtomicLong();
        private final ReentrantLock turn = new ReentrantLock();
        private long flushed;
        private int waiters;

        void flush(Path folder, Disk disk) throws IOException {
            long mine = arrivals.incrementAndGet();
            turn.lock();
            try {
                if (flushed < mine) {
                    long all = arrivals.get();
                    disk.force(folder);
                    flushed = all;
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
