package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.storage.LikeKeys;

/**
 * What is written in a journal's table, by whatever process, whether or not this one has a journal. For those who look
 * for objects without a row, and for operators. Changes nothing; connections must be outside of a transaction. Where
 * there is no such table, there are no entries; any other failure rises. Immutable.
 */
public final class JournalEntries {
    private static final Logger LOGGER = System.getLogger(JournalEntries.class.getName());
    private static final String READ = "select storage, object_key, flush_keys from ";
    private static final int ASKED = 200;
    private static final int FETCHED = 1000;

    // A right that is missing is another matter: entries may be there.
    private static final Set<String> NO_TABLE = Set.of("42S02", "42S03", "42S04", "42P01", "S0002");
    private static final int NO_TABLE_IN_ORACLE = 942;

    private final String table;
    private final Duration upload;

    private JournalEntries(String table, Duration upload) {
        this.table = table;
        this.upload = upload;
    }

    /** Returns those of the table that the settings name, of all applications that share it. */
    public static JournalEntries of(JournalSettings settings) {
        return new JournalEntries(settings.table(), settings.linger());
    }

    /** Calls {@code action} with each key that has an entry now. Holds few of them at a time. */
    public void each(Connection connection, Consumer<FileLocation> action) throws SQLException {
        reading(connection, inTransaction -> {
            if (isThere(inTransaction)) {
                String sql = READ + table + " where state <> " + State.MARKER.literal();
                try (PreparedStatement statement = inTransaction.prepareStatement(sql)) {
                    statement.setFetchSize(fetchSize(inTransaction));
                    read(statement, action);
                }
            }
            return "";
        });
    }

    /** Tells whether there is a journal. */
    public boolean isThereIn(Connection connection) throws SQLException {
        return reading(connection, this::isThere);
    }

    /** Returns those that have an entry now, or one whose key is {@linkplain LikeKeys like} theirs. */
    public Set<FileLocation> among(Connection connection, Collection<FileLocation> locations) throws SQLException {
        List<String> keys = locations.stream()
                .flatMap(location -> LikeKeys.forms(location.key().value()).stream())
                .distinct()
                .toList();
        Set<String> wanted = locations.stream().map(JournalEntries::folded).collect(Collectors.toSet());
        return reading(connection, inTransaction -> {
            Set<String> found = new HashSet<>();
            if (isThere(inTransaction)) {
                for (int from = 0; from < keys.size(); from += ASKED) {
                    List<String> asked = keys.subList(from, Math.min(keys.size(), from + ASKED));
                    ask(inTransaction, asked, entry -> found.add(folded(entry)));
                }
                askFlushes(inTransaction, entry -> {
                    String key = folded(entry);
                    if (wanted.contains(key)) {
                        found.add(key);
                    }
                });
            }
            return locations.stream()
                    .filter(location -> found.contains(folded(location)))
                    .collect(Collectors.toSet());
        });
    }

    /**
     * Sums up the table; empty if there is none.
     *
     * @param most how many failures are told at most
     * @throws org.storedfile.StoredFileException if the journal does not know the database
     */
    public Optional<JournalContents> contents(Connection connection, int most) throws SQLException {
        return reading(
                connection,
                inTransaction -> isThere(inTransaction)
                        ? Optional.of(JournalContents.read(inTransaction, table, upload, most))
                        : Optional.empty());
    }

    private static String folded(FileLocation location) {
        return location.storage() + ":" + LikeKeys.folded(location.key().value());
    }

    private void ask(Connection connection, List<String> asked, Consumer<FileLocation> action) throws SQLException {
        String sql = READ + table + " where state <> " + State.MARKER.literal() + " and object_key in ("
                + String.join(", ", Collections.nCopies(asked.size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 0;
            for (String key : asked) {
                statement.setString(++parameter, key);
            }
            read(statement, action);
        }
    }

    // Few, of uploads that are under way; but after an outage many that nobody committed.
    private void askFlushes(Connection connection, Consumer<FileLocation> action) throws SQLException {
        String sql = READ + table + " where object_key like '" + Intent.SEVERAL + "%' and flush_keys is not null";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetchSize(connection));
            read(statement, action);
        }
    }

    private static void read(PreparedStatement statement, Consumer<FileLocation> action) throws SQLException {
        try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                String storage = results.getString(1);
                String key = results.getString(2);
                String several = results.getString(3);
                locations(storage, several == null ? key : several).forEach(action);
            }
        }
    }

    private static List<FileLocation> locations(String storage, String keys) {
        try {
            return Intent.keys(keys).stream()
                    .map(key -> new FileLocation(storage, key))
                    .toList();
        } catch (IllegalArgumentException e) {
            // Somebody wrote it by hand; no object has such a key.
            LOGGER.log(Level.WARNING, "a row of the journal stands for no object: " + e.getMessage());
            return List.of();
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("select 1 from " + table + " where 1 = 0")) {
            return !results.next();
        } catch (SQLException e) {
            if (isNoTable(e)) {
                LOGGER.log(Level.DEBUG, "there is no journal {0}: {1}", table, e);
                return false;
            }
            throw e;
        }
    }

    /** Tells whether a statement failed because there is no such table; Oracle says so, too, where a right is missing. */
    static boolean isNoTable(SQLException e) {
        return NO_TABLE.contains(String.valueOf(e.getSQLState())) || e.getErrorCode() == NO_TABLE_IN_ORACLE;
    }

    // PostgreSQL fetches all rows at once unless it is in a transaction, and a failed statement ends its use.
    private static <R> R reading(Connection connection, SqlWork<R> work) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        if (isAutoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            return work.run(connection);
        } finally {
            connection.rollback();
            if (isAutoCommit) {
                connection.setAutoCommit(true);
            }
        }
    }

    // MySQL's own driver streams with this value only, and holds all rows in memory with any other.
    static int fetchSize(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().startsWith("MySQL") ? Integer.MIN_VALUE : FETCHED;
    }
}
