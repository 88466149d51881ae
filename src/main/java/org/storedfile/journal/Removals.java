package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.storedfile.FileLocation;

/**
 * What transactions of the application record of what goes when they are committed, and take back. Those of others that
 * have to do with other files never wait for it. Immutable.
 */
final class Removals {
    private static final String AS_IT_IS = " on duplicate key update attempts = attempts";

    private final JournalTable table;

    Removals(JournalTable table) {
        this.table = table;
    }

    /** Records them, in place of what is recorded. */
    void record(Connection connection, Map<FileLocation, Duration> after) throws SQLException {
        String inPlace = table.database().inPlace();
        if (inPlace.isEmpty()) {
            table.delete(connection, after.keySet(), State.REMOVAL);
        }
        table.insertRemovals(connection, after, inPlace);
    }

    /**
     * Deletes those that nobody has begun, and keeps others from recording one as long as the transaction lives.
     *
     * @return what there was
     * @throws SQLException of a duplicate key if there is one that cannot be deleted
     */
    List<WaitingRemoval> takeBack(Connection connection, Set<FileLocation> locations) throws SQLException {
        if (table.database().locksGaps()) {
            table.insertRemovals(connection, Journal.all(locations, WaitingRemoval.NEVER_RECORDED), AS_IT_IS);
            List<WaitingRemoval> taken = takeWaiting(connection, locations);
            if (taken.size() < locations.size()) {
                throw new SQLIntegrityConstraintViolationException("a removal has begun", "23000");
            }
            return taken.stream().filter(WaitingRemoval::isRecorded).toList();
        }
        List<WaitingRemoval> taken = takeWaiting(connection, locations);
        // Unique keys know rows that a snapshot does not show.
        table.insert(connection, State.REMOVAL, Journal.all(locations, Duration.ZERO));
        table.delete(connection, locations, State.REMOVAL);
        return taken;
    }

    // One by one, because one that others took meanwhile is none to give back.
    private List<WaitingRemoval> takeWaiting(Connection connection, Set<FileLocation> locations) throws SQLException {
        List<WaitingRemoval> taken = new ArrayList<>();
        for (FileLocation location : locations) {
            Optional<WaitingRemoval> waiting = table.waiting(connection, location);
            if (waiting.isPresent() && table.deleteWaiting(connection, Set.of(location)) > 0) {
                taken.add(waiting.get());
            }
        }
        return taken;
    }

    /** Inserts again what was taken back, unless a rollback to a savepoint did. */
    void giveBack(Connection connection, List<WaitingRemoval> taken) throws SQLException {
        for (WaitingRemoval removal : taken) {
            if (table.database().locksGaps()) {
                table.insert(connection, removal, AS_IT_IS);
            } else if (table.visible(connection, Set.of(removal.location()), State.REMOVAL)
                    .isEmpty()) {
                table.insert(connection, removal, "");
            }
        }
    }
}
