package org.storedfile.storage.s3;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs what others submit on the thread that waits for their answer, because a stream that can be read once is read
 * where it was given.
 */
final class CallingThread extends AbstractExecutorService {
    private static final Runnable END = new Runnable() {
        @Override
        public void run() {}
    };

    private final BlockingQueue<Runnable> submitted = new LinkedBlockingQueue<>();

    /** Runs what is submitted until {@code answer} is there, whatever it is. */
    void runUntil(CompletableFuture<?> answer) throws InterruptedException {
        var unused = answer.whenComplete((response, failure) -> submitted.add(END));
        for (Runnable next = submitted.take(); next != END; next = submitted.take()) {
            next.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        submitted.add(task);
    }

    // Nobody ends it: it is as long as the wait.

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
