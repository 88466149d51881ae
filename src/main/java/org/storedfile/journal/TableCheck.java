package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Key;

/** Checks once that the table is there and does what the journal needs, by doing it. */
final class TableCheck {
    private static final Logger LOGGER = System.getLogger(TableCheck.class.getName());
    private static final int STORAGE_LENGTH = 63;

    private final JournalSettings settings;
    private final JournalSource source;
    private String marker = "";

    TableCheck(JournalSettings settings, JournalSource source) {
        this.settings = settings;
        this.source = source;
    }

    /** Returns what tells the table from others. */
    String marker() {
        return marker;
    }

    JournalTable run(Connection connection) throws SQLException {
        requireSecond();
        Database database = Database.of(connection);
        if (database.emptiesAreNull() && settings.application().isEmpty()) {
            throw new StoredFileException(
                    "Oracle keeps an empty string as NULL, which no column of the journal's key can"
                            + " be: set storedfile.journal.application, such as to the application's name");
        }
        JournalTable table = new JournalTable(settings.table(), database, settings.application());
        Optional<SQLException> absence = absence(connection);
        if (absence.isPresent()) {
            create(connection, database, absence.get());
        }
        probe(connection, table);
        mark(connection, table);
        if (database == Database.H2) {
            H2Warning.of(connection).ifPresent(warning -> LOGGER.log(Level.WARNING, warning));
        }
        return table;
    }

    // This thread has one. The other stands for a transaction that waits for the journal meanwhile.
    private void requireSecond() {
        if (source.isShared()) {
            try {
                source.open().close();
            } catch (SQLException | RuntimeException e) {
                // RuntimeException: of a persistence provider that opens it.
                throw new StoredFileException(
                        "the journal needs a connection of its own, and " + source
                                + " gives no second one: allow it two or more, or set storedfile.journal.data-source",
                        e);
            }
        }
    }

    // What each database says of a table that is missing is not all known: whatever it is, one may be created.
    private Optional<SQLException> absence(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("select 1 from " + settings.table() + " where 1 = 0")) {
            var unused = results.next();
            return Optional.empty();
        } catch (SQLException e) {
            undo(connection, e);
            LOGGER.log(Level.DEBUG, "no table {0} yet: {1}", settings.table(), e);
            return Optional.of(e);
        }
    }

    private void create(Connection connection, Database database, SQLException absence) {
        if (!settings.createsTable()) {
            throw JournalEntries.isNoTable(absence)
                    ? new StoredFileException("there is no table " + settings.table() + " for the journal, and"
                            + " storedfile.journal.create-table is false: create it with the statements of "
                            + resource(database)
                            + " in the jar of Stored File")
                    : unreadable(absence);
        }
        SQLException failure = absence;
        try (Statement statement = connection.createStatement()) {
            for (String sql : database.definition(settings.table())) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            undo(connection, e);
            failure = e;
        }
        // Another node may have been faster.
        Optional<SQLException> still = absence(connection);
        if (still.isPresent()) {
            throw JournalEntries.isNoTable(still.get()) ? notCreated(database, failure) : unreadable(still.get());
        }
    }

    private StoredFileException notCreated(Database database, SQLException cause) {
        return new StoredFileException(
                "the journal's table " + settings.table() + " could not be created: " + cause.getMessage()
                        + "; create it with the statements of " + resource(database)
                        + " in the jar of Stored File, or set storedfile.journal.enabled=false",
                cause);
    }

    // Such as a right that is missing.
    private StoredFileException unreadable(SQLException cause) {
        return new StoredFileException(
                "the journal's table " + settings.table() + " could not be read: " + cause.getMessage(), cause);
    }

    // Nothing of this stays. The longest values, because a table made by hand may have shorter columns.
    private void probe(Connection connection, JournalTable table) throws SQLException {
        String random = UUID.randomUUID().toString();
        Key key = Key.of(random + "/" + "x".repeat(150) + "/" + "y".repeat(Key.MAX_LENGTH - 152 - random.length()));
        List<Key> several = Collections.nCopies(Intent.MOST_BYTES / (Key.MAX_LENGTH + 1), key);
        FileLocation longest = new FileLocation("x".repeat(STORAGE_LENGTH), key);
        List<FileLocation> one = List.of(longest);
        try {
            table.insert(connection, State.KEPT, Map.of(longest, Duration.ofDays(1)));
            table.insert(connection, List.of(new Intent(longest, several, Duration.ofDays(1))));
            table.postpone(connection, one, State.INTENT, Duration.ZERO);
            table.failed(connection, one, State.INTENT, "");
            table.move(connection, one, State.INTENT, State.REMOVAL, Duration.ZERO);
            if (table.visible(connection, one, State.KEPT, State.REMOVAL).isEmpty()) {
                throw new SQLException("a row that was inserted is not there");
            }
        } catch (SQLException e) {
            undo(connection, e);
            throw new StoredFileException(
                    "the journal's table " + settings.table() + " does not have the shape that "
                            + resource(table.database()) + " gives it: " + e.getMessage(),
                    e);
        }
        requireSkipLocked(connection, table, one);
        requireDelete(connection, table, one);
        requireUnique(connection, table, longest);
        connection.rollback();
    }

    private void requireSkipLocked(Connection connection, JournalTable table, List<FileLocation> one)
            throws SQLException {
        try {
            table.lockDue(connection, Set.of(one.get(0).storage()), 1);
            table.lock(connection, one, State.REMOVAL);
        } catch (SQLException e) {
            undo(connection, e);
            throw new StoredFileException(
                    "the journal needs FOR UPDATE SKIP LOCKED, which this database does not take: " + e.getMessage()
                            + "; use a newer version of it, or set storedfile.journal.enabled=false",
                    e);
        }
    }

    private void requireDelete(Connection connection, JournalTable table, List<FileLocation> one) throws SQLException {
        try {
            table.delete(connection, one, State.REMOVAL);
            if (!table.visible(connection, one, State.REMOVAL).isEmpty()) {
                throw new SQLException("a row that was deleted is still there");
            }
        } catch (SQLException e) {
            undo(connection, e);
            throw new StoredFileException(
                    "rows of the journal's table " + settings.table() + " cannot be deleted, by which each transaction"
                            + " settles its files: " + e.getMessage(),
                    e);
        }
    }

    private void requireUnique(Connection connection, JournalTable table, FileLocation location) throws SQLException {
        boolean isTwice;
        try {
            table.insert(connection, State.KEPT, Map.of(location, Duration.ofDays(1)));
            isTwice = true;
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "the journal takes no row twice: {0}", e);
            isTwice = false;
        }
        if (isTwice) {
            connection.rollback();
            throw new StoredFileException("the journal's table " + settings.table()
                    + " has no primary key (object_key, storage, application, state), without which nothing is safe");
        }
    }

    private void mark(Connection connection, JournalTable table) throws SQLException {
        Set<String> known = table.markers(connection);
        if (known.isEmpty()) {
            marker = UUID.randomUUID().toString();
            table.mark(connection, marker);
            connection.commit();
        } else {
            marker = known.iterator().next();
        }
    }

    // What went wrong first is told, even if the connection is gone since.
    private static void undo(Connection connection, SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static String resource(Database database) {
        return "org/storedfile/journal/" + database.file();
    }
}
