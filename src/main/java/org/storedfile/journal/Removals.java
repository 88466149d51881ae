package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.storedfile.FileLocation;

/**
 * What transactions of the application record of what goes when they are committed, and take back. Those of others that
 * have to do with other files never wait for it. Immutable.
 */
final class Removals {
    private static final Duration SOON = Duration.ofMillis(1);

    private final JournalTable table;

    Removals(JournalTable table) {
        this.table = table;
    }

    /** Records them, in place of what is recorded. */
    void record(Connection connection, Map<FileLocation, Duration> after) throws SQLException {
        if (table.database().locksGaps()) {
            table.insertRemovals(
                    connection,
                    after,
                    " on duplicate key update created_at = values(created_at), due_at = values(due_at), attempts ="
                            + " values(attempts), last_error = null");
        } else {
            table.delete(connection, after.keySet(), State.REMOVAL);
            table.insert(connection, State.REMOVAL, after);
        }
    }

    /**
     * Deletes those that nobody has begun, and keeps others from recording one as long as the transaction lives.
     *
     * @throws SQLException of a duplicate key if there is one that cannot be deleted
     */
    void takeBack(Connection connection, Set<FileLocation> locations) throws SQLException {
        if (table.database().locksGaps()) {
            table.insertRemovals(
                    connection, Journal.all(locations, SOON), " on duplicate key update attempts = attempts");
            if (table.deleteWaiting(connection, locations) < locations.size()) {
                throw new SQLIntegrityConstraintViolationException("a removal has begun", "23000");
            }
        } else {
            table.deleteWaiting(connection, locations);
            // Unique keys know rows that a snapshot does not show.
            table.insert(connection, State.REMOVAL, Journal.all(locations, Duration.ZERO));
            table.delete(connection, locations, State.REMOVAL);
        }
    }
}
