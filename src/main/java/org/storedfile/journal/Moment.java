package org.storedfile.journal;

import java.time.Duration;

/** A point in time by two clocks: one stands still while a machine is suspended, the other may be set. */
record Moment(long nanos, long millis) {
    static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    /** Returns what has passed since by the clock that says more. */
    Duration elapsed() {
        Duration steady = Duration.ofNanos(System.nanoTime() - nanos);
        Duration wall = Duration.ofMillis(System.currentTimeMillis() - millis);
        return steady.compareTo(wall) > 0 ? steady : wall;
    }
}
