package org.storedfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something with all items of a list, on this thread and on others that help. For the packages of the library.
 *
 * @param <T> what an item is
 */
public final class SideBySide<T> {
    /**
     * What is done with an item.
     *
     * @param <T> what an item is
     */
    @FunctionalInterface
    public interface Action<T> {
        /** Does it; called by several threads at once. */
        void accept(T item);
    }

    private final List<T> items;
    private final Action<T> action;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Phaser running = new Phaser(1);

    private SideBySide(List<T> items, Action<T> action) {
        this.items = items;
        this.action = action;
    }

    /**
     * Returns when all is done; the first failure gives up the rest and is thrown. Threads that are busy help once they
     * are free, and are not waited for: this one does what nobody helps with.
     *
     * @param threads how many work at once, this one included
     */
    public static <T> void run(List<T> items, int threads, UploadThreads pool, Action<T> action) {
        SideBySide<T> work = new SideBySide<>(items, action);
        List<BooleanSupplier> called = work.callHelp(Math.min(threads, items.size()) - 1, pool.forFlush());
        work.work();
        called.stream().filter(BooleanSupplier::getAsBoolean).forEach(any -> work.running.arriveAndDeregister());
        work.running.arriveAndAwaitAdvance();
        Throwable failed = work.failure.get();
        if (failed instanceof Error error) {
            throw error;
        } else if (failed != null) {
            throw (RuntimeException) failed;
        }
    }

    /**
     * The same for what lasts long: with the server's threads where there are some, or else with some that are made for
     * it, so that flushes keep all of theirs.
     */
    public static <T> void run(List<T> items, int threads, Action<T> action) {
        UploadThreads own = new UploadThreads(Math.min(threads, items.size()), 0, false, Optional.empty());
        try {
            run(items, threads, own, action);
        } finally {
            own.close();
        }
    }

    private List<BooleanSupplier> callHelp(int most, UploadThreads.Flush threads) {
        List<BooleanSupplier> called = new ArrayList<>();
        while (called.size() < most && next.get() < items.size() && isHelpComing(threads, called)) {}
        return called;
    }

    private boolean isHelpComing(UploadThreads.Flush threads, List<BooleanSupplier> called) {
        running.register();
        Optional<BooleanSupplier> coming = threads.tryRun(this::work, running::arriveAndDeregister);
        coming.ifPresentOrElse(called::add, running::arriveAndDeregister);
        return coming.isPresent();
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < items.size() && failure.get() == null; i = next.getAndIncrement()) {
            try {
                action.accept(items.get(i));
            } catch (Throwable e) {
                // Thrown by the thread that waits: an executor would lose it, and the item would seem to be done.
                failure.compareAndSet(null, e);
            }
        }
    }
}
