package org.storedfile.maintenance;

import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.storedfile.UploadThreads;

/** Does something with all items of a list, on this thread and on those that the application has for uploads. */
final class SideBySide<T> {
    /** What is done with an item. */
    interface Action<T> {
        void accept(T item);
    }

    private final List<T> items;
    private final Action<T> action;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Phaser running = new Phaser(1);

    private SideBySide(List<T> items, Action<T> action) {
        this.items = items;
        this.action = action;
    }

    /** Returns when all is done; the first failure gives up the rest and is thrown. */
    static <T> void run(List<T> items, int threads, UploadThreads pool, Action<T> action) {
        SideBySide<T> work = new SideBySide<>(items, action);
        for (int i = 1; i < Math.min(threads, items.size()); i++) {
            work.running.register();
            if (!pool.tryRun(work::work, work.running::arriveAndDeregister)) {
                work.running.arriveAndDeregister();
                break;
            }
        }
        work.work();
        work.running.arriveAndAwaitAdvance();
        RuntimeException failed = work.failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < items.size() && failure.get() == null; i = next.getAndIncrement()) {
            try {
                action.accept(items.get(i));
            } catch (RuntimeException e) {
                // Thrown by the thread that waits.
                failure.compareAndSet(null, e);
            }
        }
    }
}
