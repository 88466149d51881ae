package org.storedfile.storage.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The parts of one upload, a few at once; the first failure is the failure of all. Used by one thread. */
final class PartsUnderWay {
    /** More add nothing where one connection is not the limit, and fill the client's pool where it is. */
    static final int AT_ONCE = 4;

    private final List<Future<CompletedPart>> parts = new ArrayList<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, PartsUnderWay::thread);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Waits for a place, and runs {@code task} with the number of its part, counted from 1. */
    void submit(IntFunction<CompletedPart> task) throws InterruptedException {
        places.acquire();
        int number = parts.size() + 1;
        parts.add(threads.submit(() -> run(number, task)));
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /**
     * Waits for all, and returns them in their order.
     *
     * @throws ExecutionException with the first failure
     */
    List<CompletedPart> arrived() throws InterruptedException, ExecutionException {
        List<CompletedPart> arrived = new ArrayList<>();
        try {
            for (Future<CompletedPart> part : parts) {
                arrived.add(part.get());
            }
            return arrived;
        } catch (ExecutionException e) {
            // The first failure, not the first part: the others were cancelled by it.
            throw new ExecutionException(Objects.requireNonNullElse(failure.get(), e.getCause()));
        }
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
            places.release();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "stored-file-s3-part");
        thread.setDaemon(true);
        return thread;
    }
}
