package org.storedfile.journal;

import java.time.Duration;
import java.util.Map;

/**
 * What an operator watches.
 *
 * @param rows how many rows of the application there are, by state; those of uploads under way included
 * @param due how many of them a reaper would have taken by now; of intents those that have been due for
 *     {@link org.storedfile.JournalSettings#linger}, as the uploads of others may be under way
 * @param overdue how long the oldest of these has been due; zero if there is none
 * @param removed how many objects this process removed for the journal since it started, each counted once
 * @param reaped how many of them were of uploads without a committed row
 * @param failures how many removals failed
 * @param commits how often this process committed intents
 * @param intents how many intents those were
 */
public record JournalStatus(
        Map<String, Long> rows,
        long due,
        Duration overdue,
        long removed,
        long reaped,
        long failures,
        long commits,
        long intents) {
    /** Copies the map. */
    public JournalStatus {
        rows = Map.copyOf(rows);
    }

    JournalStatus withRows(Map<String, Long> byState, long dueRows, Duration oldest) {
        return new JournalStatus(byState, dueRows, oldest, removed, reaped, failures, commits, intents);
    }
}
