package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SharedFlushesTest {
    private static final Path FOLDER = Path.of("folder");
    private static final int OTHERS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void who_comes_during_a_flush_shares_the_next_one() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        SharedFlushes shared = new SharedFlushes(folder -> {
            flushes.incrementAndGet();
            begun.countDown();
            await(released);
        });
        List<Future<?>> waiting = new ArrayList<>();
        waiting.add(threads.submit(() -> force(shared)));
        begun.await();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            Thread other = new Thread(() -> force(shared));
            other.start();
            others.add(other);
        }
        for (Thread other : others) {
            awaitParked(other);
        }

        released.countDown();

        for (Future<?> each : waiting) {
            each.get();
        }
        for (Thread other : others) {
            other.join();
        }
        assertThat(flushes).hasValue(2);
    }

    @Test
    void a_flush_that_fails_is_not_taken_for_one_by_those_who_wait() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        SharedFlushes shared = new SharedFlushes(folder -> {
            if (flushes.incrementAndGet() == 1) {
                throw new IOException("the disk is gone");
            }
        });

        assertThat(force(shared)).isFalse();
        assertThat(force(shared)).isTrue();
        assertThat(flushes).hasValue(2);
    }

    private static boolean force(SharedFlushes shared) {
        try {
            shared.force(FOLDER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
