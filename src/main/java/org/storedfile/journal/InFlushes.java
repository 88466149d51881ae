package org.storedfile.journal;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;

/**
 * Which objects the rows of several stand for that other transactions wrote to a journal. Few questions do for a
 * transaction: a key is in a flush's row before anybody can know it, and never again. So who has known it since before
 * the last question need not ask anew, unless it was there, as it may be free since. Not thread safe.
 */
final class InFlushes {
    /** So many objects are remembered at most. */
    static final int REMEMBERED = 10_000;

    private final Journal journal;
    // When that was asked last; null if that was too much.
    private @Nullable Set<FileLocation> last;
    private long asked;

    InFlushes(Journal journal) {
        this.journal = journal;
    }

    /**
     * Returns those of the objects.
     *
     * @param known since when the application has known their keys, as {@link System#nanoTime} tells
     * @param own rows that do not count
     */
    Set<FileLocation> among(Set<FileLocation> locations, long known, Set<FileLocation> own) {
        if (last != null && known - asked < 0 && Collections.disjoint(last, locations)) {
            return Set.of();
        }
        long now = System.nanoTime();
        Set<FileLocation> among = new HashSet<>();
        Set<FileLocation> found = new HashSet<>();
        journal.clerk().call(connection -> {
            journal.table().unsettledFlushes(connection, row -> {
                if (own.contains(row.location())) {
                    return;
                }
                row.locations().stream().filter(locations::contains).forEach(among::add);
                // One too many shows that there were.
                if (found.size() <= REMEMBERED) {
                    found.addAll(row.locations());
                }
            });
            return "";
        });
        last = found.size() <= REMEMBERED ? found : null;
        // Only now, as a question that failed makes no older answer fresh.
        asked = now;
        return among;
    }
}
