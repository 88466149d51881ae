package org.storedfile.storage.s3;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The parts of one upload, a few at once; the first failure is the failure of all. The upload has threads of its own,
 * which end with it: a part that has a place never waits for one, whoever holds all those of a pool. Used by one thread.
 */
final class PartsUnderWay {
    /** More add nothing where one connection is not the limit, and fill the client's pool where it is. */
    static final int AT_ONCE = 4;

    // How often who waits asks whether they are still wanted.
    private static final long PATIENCE_MILLIS = 100;

    private static final System.Logger LOG = System.getLogger(PartsUnderWay.class.getName());

    private final List<FutureTask<CompletedPart>> parts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Key key;
    private final Semaphore shared;
    private final ThreadFactory factory;
    // Each thread sends many parts: what the JDK and the client keep for a thread is made once.
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Wanted wanted;
    private final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();
    private int left;
    private boolean isAlone;

    private record Failure(Throwable cause, Thread thread) {
        static Failure here(Throwable cause) {
            return new Failure(cause, Thread.currentThread());
        }
    }

    /**
     * Shares places with the parts of others that go to the same server.
     *
     * @param factory makes the threads, which need not all come
     * @param wanted is asked now and then, while others are waited for
     */
    PartsUnderWay(Key key, Semaphore shared, ThreadFactory factory, Wanted wanted) {
        this.key = key;
        this.shared = shared;
        this.factory = factory;
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
        FutureTask<CompletedPart> part = new FutureTask<>(() -> run(number, task));
        parts.add(part);
        begin(part);
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Tells whether the part that failed was on another thread. */
    boolean hasFailedElsewhere() {
        Failure first = failure.get();
        return first != null && first.thread != Thread.currentThread();
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
                sendWhatNobodySends();
            } else {
                left--;
            }
        }
        Failure first = failure.get();
        if (first != null) {
            throw new ExecutionException(first.cause);
        }
        List<CompletedPart> arrived = new ArrayList<>();
        for (FutureTask<CompletedPart> part : parts) {
            arrived.add(part.get());
        }
        return arrived;
    }

    /** Ends the threads, when all have arrived. */
    void end() {
        pool.shutdown();
    }

    /** Stops those under way, waits until they end, and tells whether this thread was interrupted meanwhile. */
    boolean stop() {
        failure.compareAndSet(null, Failure.here(new CancellationException("the upload is given up")));
        pool.shutdownNow();
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= awaitEnd(thread);
        }
        // Those whose thread ended without them: they see the failure, and give back what they hold.
        parts.forEach(FutureTask::run);
        return interrupted;
    }

    private Thread thread(Runnable work) {
        Thread thread = factory.newThread(work);
        threads.add(thread);
        return thread;
    }

    private void begin(FutureTask<CompletedPart> part) {
        if (isAlone || !isBegun(part)) {
            part.run();
        }
    }

    private boolean isBegun(FutureTask<CompletedPart> part) {
        try {
            pool.execute(part);
            return true;
        } catch (RuntimeException | Error e) {
            // There are no more threads, or those of the server ended with the application: this one can do it all.
            goOnAlone("could not make a thread", e);
            return false;
        }
    }

    private void goOnAlone(String trouble, Object cause) {
        isAlone = true;
        LOG.log(
                Level.WARNING,
                trouble + " for the parts of an upload of '" + key + "', which are sent one after another: " + cause);
    }

    private CompletedPart run(int number, IntFunction<CompletedPart> task) {
        try {
            return task.apply(number);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, Failure.here(e));
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
            sendWhatNobodySends();
        }
    }

    // The thread of a server may end without its part, as when the application is stopped.
    private void sendWhatNobodySends() {
        boolean hasOneEnded = threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TERMINATED);
        if (hasOneEnded && !parts.stream().allMatch(FutureTask::isDone)) {
            goOnAlone("lost a thread", "it has ended");
            parts.forEach(FutureTask::run);
        }
    }

    /** Tells whether this thread was interrupted meanwhile. */
    private static boolean awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
