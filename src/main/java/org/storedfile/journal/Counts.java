package org.storedfile.journal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What this process did with the journal since it started. Thread safe. */
final class Counts {
    final LongAdder removed = new LongAdder();
    final LongAdder reaped = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder intents = new LongAdder();

    JournalStatus status() {
        return new JournalStatus(
                Map.of(), 0, Duration.ZERO, removed.sum(), reaped.sum(), failures.sum(), commits.sum(), intents.sum());
    }
}
