package org.storedfile.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.storedfile.StoredFileException;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

/** A storage in memory that tells what was asked of it, and fails when told to. */
final class WatchedStorage implements Storage {
    /** The most bytes that one read gives: less than any container keeps before it sends the first. */
    static final int AT_ONCE = 4096;

    final AtomicInteger finds = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean isDown;
    volatile boolean losesOnRead;
    volatile boolean failsUnchecked;
    volatile long breaksAfter = Long.MAX_VALUE;

    private final Storage storage = new MemoryStorage();

    /** Waits until nobody reads any more. */
    boolean isLeft(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (open.get() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return open.get() == 0;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return storage.write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        reads.incrementAndGet();
        if (losesOnRead) {
            throw new NoSuchFileException(key.value());
        }
        InputStream in = storage.read(key, range);
        open.incrementAndGet();
        return new Watched(in);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        finds.incrementAndGet();
        if (isDown) {
            throw failure("could not find '" + key + "': secret details");
        }
        return storage.find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        storage.delete(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return storage.list(prefix);
    }

    private IOException failure(String message) {
        if (failsUnchecked) {
            throw new StoredFileException(message);
        }
        return new IOException(message);
    }

    private final class Watched extends FilterInputStream {
        private long count;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, Math.min(length, AT_ONCE));
            count += Math.max(0, read);
            if (count > breaksAfter) {
                throw failure("the medium broke: secret details");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
            open.decrementAndGet();
            closed.countDown();
        }
    }
}
