package page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds writes into the folders that a test has closed, until another request opens them. */
@ApplicationScoped
public class Gate {
    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, Barrier> barriers = new ConcurrentHashMap<>();

    private record Barrier(
            CountDownLatch arrived, CountDownLatch opened, CountDownLatch ended, AtomicBoolean isEndedElsewhere) {}

    public void close(String folder) {
        barriers.put(
                folder,
                new Barrier(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1), new AtomicBoolean()));
    }

    public void open(String folder) {
        barriers.get(folder).opened().countDown();
    }

    /** Notes that the transaction whose write is held has ended, on another thread than the one that began it or not. */
    public void ended(String folder, boolean isElsewhere) {
        Barrier barrier = barriers.get(folder);
        if (barrier.ended().getCount() > 0) {
            barrier.isEndedElsewhere().set(isElsewhere);
            barrier.ended().countDown();
        }
    }

    public boolean isEndedElsewhere(String folder) {
        return barriers.get(folder).isEndedElsewhere().get();
    }

    /** Returns whether a write is held now; waits for it. */
    public boolean isReached(String folder) throws InterruptedException {
        return barriers.get(folder).arrived().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns whether the transaction has ended meanwhile; waits for it so long. */
    public boolean isEnded(String folder, long seconds) throws InterruptedException {
        return barriers.get(folder).ended().await(seconds, TimeUnit.SECONDS);
    }

    void pass(String folder) throws IOException {
        Barrier barrier = barriers.get(folder);
        if (barrier != null) {
            barrier.arrived().countDown();
            await(barrier.opened());
        }
    }

    String room() {
        return "room";
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted at the gate", e);
        }
    }
}
