package org.storedfile.persistence.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where threads wait until so many of them have come at once. Who comes later passes. */
public final class Meeting {
    private final CountDownLatch awaited;

    /** Waits for {@code number} threads. */
    public Meeting(int number) {
        awaited = new CountDownLatch(number);
    }

    /** Waits for the others. */
    public void join() {
        awaited.countDown();
        await();
    }

    /** Waits for those that join, and is none of them. */
    public void await() {
        try {
            assertThat(awaited.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
