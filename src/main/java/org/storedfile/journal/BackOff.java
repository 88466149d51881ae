package org.storedfile.journal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which storages failed of late, and so are left alone for a while. Thread safe. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 6;

    private final Duration first;
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();

    private record Rest(int failures, Duration time, long until) {}

    BackOff(Duration first) {
        this.first = first;
    }

    boolean isResting(String storage) {
        Rest rest = rests.get(storage);
        return rest != null && System.nanoTime() - rest.until < 0;
    }

    void succeeded(String storage) {
        rests.remove(storage);
    }

    /** Returns how long the storage rests now. */
    Duration failed(String storage) {
        Rest now = rests.compute(storage, (any, before) -> after(before == null ? 0 : before.failures));
        return now.time;
    }

    private Rest after(int failures) {
        Duration time = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Rest(failures + 1, time, System.nanoTime() + time.toNanos());
    }
}
