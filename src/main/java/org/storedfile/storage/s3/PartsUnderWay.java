package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The parts of one upload, a few at once; the first failure is the failure of all. Used by one thread. */
final class PartsUnderWay {
    /** More add nothing where one connection is not the limit, and fill the client's pool where it is. */
    static final int AT_ONCE = 4;

    // How often who waits asks whether they are still wanted.
    private static final long PATIENCE_MILLIS = 100;

    private final List<Future<CompletedPart>> parts = new ArrayList<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore shared;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, PartsUnderWay::thread);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Wanted wanted;
    private final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();
    private int left;

    /**
     * Shares places with the parts of others that go to the same server.
     *
     * @param wanted is asked now and then, while others are waited for
     */
    PartsUnderWay(Semaphore shared, Wanted wanted) {
        this.shared = shared;
        this.wanted = wanted;
    }

    /**
     * Waits for a place, and runs {@code task} with the number of its part, counted from 1.
     *
     * @throws IOException if it is not wanted any more
     */
    void submit(IntFunction<CompletedPart> task) throws InterruptedException, IOException {
        take(places);
        try {
            take(shared);
        } catch (InterruptedException | IOException | RuntimeException | Error e) {
            places.release();
            throw e;
        }
        int number = parts.size() + 1;
        left++;
        parts.add(threads.submit(() -> run(number, task)));
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /**
     * Waits for all, and returns them in their order. The first failure ends the wait, whatever the others do.
     *
     * @throws ExecutionException with the first failure
     * @throws IOException if they are not wanted any more
     */
    List<CompletedPart> arrived() throws InterruptedException, ExecutionException, IOException {
        while (left > 0 && !hasFailed()) {
            if (ended.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) == null) {
                wanted.require();
            } else {
                left--;
            }
        }
        if (failure.get() != null) {
            throw new ExecutionException(failure.get());
        }
        List<CompletedPart> arrived = new ArrayList<>();
        for (Future<CompletedPart> part : parts) {
            arrived.add(part.get());
        }
        return arrived;
    }

    /** Stops those under way, waits until they end, and tells whether this thread was interrupted meanwhile. */
    boolean stop() {
        failure.compareAndSet(null, new CancellationException("the upload is given up"));
        // Parts that were not begun are run too: they see the failure and give their memory back.
        threads.shutdownNow().forEach(Runnable::run);
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Lets the threads end. */
    void end() {
        threads.shutdown();
    }

    private CompletedPart run(int number, IntFunction<CompletedPart> task) {
        try {
            return task.apply(number);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        } finally {
            shared.release();
            places.release();
            ended.add(number);
        }
    }

    private void take(Semaphore places) throws InterruptedException, IOException {
        while (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            wanted.require();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "stored-file-s3-part", 0, false); // nobody's thread locals
        thread.setDaemon(true);
        return thread;
    }
}
