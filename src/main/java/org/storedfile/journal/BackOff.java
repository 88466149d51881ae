package org.storedfile.journal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which storages failed of late, and so are left alone for a while. Thread safe. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 6;

    private final Duration first;
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();

    private record Rest(int failures, Duration time, long until) {
        boolean isNow() {
            return System.nanoTime() - until < 0;
        }
    }

    BackOff(Duration first) {
        this.first = first;
    }

    boolean isResting(String storage) {
        Rest rest = rests.get(storage);
        return rest != null && rest.isNow();
    }

    void succeeded(String storage) {
        rests.remove(storage);
    }

    /** Returns how long the storage rests now. What many found out at the same moment is one failure. */
    Duration failed(String storage) {
        Rest now = rests.compute(storage, (any, before) -> {
            if (before == null) {
                return after(0);
            }
            return before.isNow() ? before : after(before.failures);
        });
        return now.time;
    }

    private Rest after(int failures) {
        Duration time = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Rest(failures + 1, time, System.nanoTime() + time.toNanos());
    }
}
