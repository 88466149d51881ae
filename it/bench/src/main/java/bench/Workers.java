package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** So many threads, as one writes it by hand. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /** Does the work for each number below {@code count}, and returns when all is done. */
    void all(int count, IntFunction<Callable<?>> work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(work.apply(i)));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
