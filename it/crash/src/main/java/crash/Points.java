package crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The steps that a node takes, by name. One of them can be armed: the thread that comes there tells the parent and goes
 * no further, so that the parent kills the node just there, while its other threads go on. One can be held, too: that
 * thread goes on when the parent says so.
 */
final class Points {
    private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static volatile Armed armed = new Armed("", new AtomicInteger());

    private static volatile Held held = new Held("", new AtomicBoolean(true), new CountDownLatch(1));

    private record Armed(String name, AtomicInteger left) {}

    private record Held(String name, AtomicBoolean isTaken, CountDownLatch end) {}

    private Points() {}

    /** Has the node stop when the point is reached for the {@code nth} time from now on. */
    static void arm(String name, int nth) {
        armed = new Armed(name, new AtomicInteger(nth));
    }

    /** Has the next thread that reaches the point wait there until {@link #release}. */
    static void hold(String name) {
        held = new Held(name, new AtomicBoolean(), new CountDownLatch(1));
    }

    /** Lets the one that is held go on, or holds none any more. */
    static void release() {
        Held now = held;
        now.isTaken().set(true);
        now.end().countDown();
    }

    /** Called at each step. */
    static void reached(String name) {
        reached(name, () -> {});
    }

    /** Called at each step; {@code telling} tells more before the parent hears that it is reached. */
    static void reached(String name, Runnable telling) {
        COUNTS.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
        Armed now = armed;
        if (now.name().equals(name) && now.left().decrementAndGet() == 0) {
            telling.run();
            Node.tell("point " + name);
            waitForTheEnd();
        }
        waitIfHeld(name);
    }

    private static void waitIfHeld(String name) {
        Held now = held;
        if (now.name().equals(name) && now.isTaken().compareAndSet(false, true)) {
            Node.tell("held " + name);
            try {
                now.end().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns how often each point was reached. */
    static Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        COUNTS.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    /** Begins to count anew. */
    static void forget() {
        COUNTS.clear();
    }

    private static void waitForTheEnd() {
        while (true) {
            try {
                NEVER.await();
            } catch (InterruptedException e) {
                // This thread is as good as dead: it takes no orders.
                continue;
            }
        }
    }
}
