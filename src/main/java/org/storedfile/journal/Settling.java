package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.storedfile.FileLocation;

/**
 * Finds out who owns keys with an intent, by inserting the row that only one can insert. Used by the clerk, within a
 * transaction that has the intents locked, and commits it.
 */
final class Settling {
    private static final long WAIT_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String DUPLICATE = "23";

    private final JournalTable table;
    private final Duration lease;
    private final Duration later;
    private final Duration patience;

    /**
     * Creates one.
     *
     * @param lease when others may act on what was taken
     * @param later when others look again at what is in flight
     */
    Settling(JournalTable table, Duration lease, Duration later) {
        this(table, lease, later, PATIENCE);
    }

    Settling(JournalTable table, Duration lease, Duration later, Duration patience) {
        this.table = table;
        this.lease = lease;
        this.later = later;
        this.patience = patience;
    }

    /** Returns those of the locked intents that nobody owns and that now are taken. */
    List<FileLocation> take(Connection connection, Collection<FileLocation> intents) throws SQLException {
        List<FileLocation> locations = List.copyOf(intents);
        if (locations.isEmpty()) {
            connection.commit();
            return locations;
        }
        try {
            keep(connection, locations);
            connection.commit();
            return locations;
        } catch (SQLException e) {
            connection.rollback();
            return locations.size() == 1 ? refused(connection, locations, e) : oneByOne(connection, locations);
        }
    }

    // Others wait for this thread, and each that is in flight takes as long as a lock is waited for: so of many, some
    // now and the rest later.
    private List<FileLocation> oneByOne(Connection connection, List<FileLocation> locations) throws SQLException {
        List<FileLocation> taken = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        for (FileLocation location : locations) {
            // The rollback gave the lock back.
            boolean isLocked =
                    !table.lock(connection, List.of(location), State.INTENT).isEmpty();
            if (isLocked && System.nanoTime() - end < 0) {
                taken.addAll(take(connection, List.of(location)));
            } else {
                table.postpone(connection, isLocked ? List.of(location) : List.of(), State.INTENT, later);
                connection.commit();
            }
        }
        return taken;
    }

    private void keep(Connection connection, List<FileLocation> locations) throws SQLException {
        String before = table.database().lockTimeout(connection);
        execute(connection, table.database().lockTimeout(WAIT_MILLIS));
        try {
            table.keep(connection, Journal.all(locations, lease));
        } finally {
            execute(connection, before);
        }
        table.move(connection, locations, State.INTENT, State.TAKEN, lease);
    }

    // A duplicate means that a transaction with a snapshot committed; a timeout that it, or another, is under way.
    private List<FileLocation> refused(Connection connection, List<FileLocation> one, SQLException cause)
            throws SQLException {
        if (isDuplicate(cause) && !table.visible(connection, one, State.KEPT).isEmpty()) {
            table.delete(connection, one, State.INTENT, State.KEPT);
        } else if (connection.isValid(1)) {
            table.postpone(connection, one, State.INTENT, later);
        } else {
            throw cause;
        }
        connection.commit();
        return List.of();
    }

    static boolean isDuplicate(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith(DUPLICATE);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
