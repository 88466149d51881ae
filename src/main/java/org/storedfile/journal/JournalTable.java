package org.storedfile.journal;

import static java.util.stream.Collectors.groupingBy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/** The statements on the journal's table; the one place that knows its columns. Immutable. */
final class JournalTable {
    private static final Logger LOGGER = System.getLogger(JournalTable.class.getName());
    private static final String COLUMNS =
            "object_key, storage, application, state, created_at, due_at, attempts, flush_keys";
    private static final String READ = "select object_key, storage, state, attempts, flush_keys from ";

    // Few parameters for each statement, because databases have a limit.
    private static final int CHUNK = 200;
    private static final int ERROR_LENGTH = 500;

    private final String name;
    private final Database database;
    private final String application;

    JournalTable(String name, Database database, String application) {
        this.name = name;
        this.database = database;
        this.application = application;
    }

    Database database() {
        return database;
    }

    /** Tells whether that many rows are inserted by one statement. */
    boolean isOneStatement(int rows) {
        return rows <= (database.hasRowLists() ? CHUNK : 1);
    }

    /** Inserts a row for each location, which is due after that time. */
    void insert(Connection connection, State state, Map<FileLocation, Duration> due) throws SQLException {
        insert(connection, state, rows(due), "", 0);
    }

    /** Inserts what keeps others out; waits a second at most where there is no shorter lock timeout. */
    void keep(Connection connection, Map<FileLocation, Duration> due) throws SQLException {
        insert(connection, State.KEPT, rows(due), "", database.waitsForEver() ? 1 : 0);
    }

    /** Inserts intents. */
    void insert(Connection connection, List<Intent> intents) throws SQLException {
        insert(connection, State.INTENT, intents, "", 0);
    }

    /** Inserts removals; where there is one, as the end says that only some know. */
    void insertRemovals(Connection connection, Map<FileLocation, Duration> due, String end) throws SQLException {
        insert(connection, State.REMOVAL, rows(due), end, 0);
    }

    private void insert(Connection connection, State state, List<Intent> rows, String end, int seconds)
            throws SQLException {
        int chunk = database.hasRowLists() ? CHUNK : 1;
        for (int from = 0; from < rows.size(); from += chunk) {
            insertChunk(connection, state, rows.subList(from, Math.min(rows.size(), from + chunk)), end, seconds);
        }
    }

    private void insertChunk(Connection connection, State state, List<Intent> rows, String end, int seconds)
            throws SQLException {
        String row = "(?, ?, ?, " + state.literal() + ", " + database.now() + ", " + database.now() + " + ?, ?, ?)";
        String sql =
                "insert into " + name + " (" + COLUMNS + ") values " + (row + ", ").repeat(rows.size() - 1) + row + end;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (seconds > 0) {
                statement.setQueryTimeout(seconds);
            }
            int parameter = 0;
            for (Intent intent : rows) {
                statement.setString(++parameter, intent.row().key().value());
                statement.setString(++parameter, intent.row().storage());
                statement.setString(++parameter, application);
                statement.setLong(++parameter, intent.due().toMillis());
                // Who records that something goes at once begins with it at the commit, without telling others.
                statement.setInt(
                        ++parameter, state == State.REMOVAL && intent.due().isZero() ? 1 : 0);
                statement.setString(++parameter, intent.isNamedAfterObject() ? null : intent.text());
            }
            statement.executeUpdate();
        }
    }

    /** Deletes rows in one of the states, and returns how many there were, as far as the driver tells. */
    int delete(Connection connection, Collection<FileLocation> locations, State... states) throws SQLException {
        return change(connection, "delete from " + name, locations, states);
    }

    /** Deletes intents that a transaction may see although they are younger, and returns how many there were. */
    int claim(Connection connection, Collection<FileLocation> locations) throws SQLException {
        return count(connection, "delete from " + name, locations, database.seesOthers(), State.INTENT);
    }

    /** Deletes removals that nobody has begun, and returns how many there were. */
    int deleteWaiting(Connection connection, Collection<FileLocation> locations) throws SQLException {
        return count(connection, "delete from " + name, locations, " and attempts = 0", State.REMOVAL);
    }

    /** Returns the removal of the location that nobody has begun. */
    Optional<WaitingRemoval> waiting(Connection connection, FileLocation location) throws SQLException {
        // Where it is there for certain, this finds it although it is younger than the transaction.
        String sql = "select created_at, due_at from " + name + where(1, " and attempts = 0", State.REMOVAL)
                + (database.locksGaps() ? " for update" : "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, location.storage(), List.of(location));
            try (ResultSet results = statement.executeQuery()) {
                return results.next()
                        ? Optional.of(new WaitingRemoval(location, results.getLong(1), results.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    /** Inserts a removal as it was; where there is one, as the end says that only some know. */
    void insert(Connection connection, WaitingRemoval removal, String end) throws SQLException {
        String sql = "insert into " + name + " (" + COLUMNS + ") values (?, ?, ?, " + State.REMOVAL.literal()
                + ", ?, ?, 0, null)" + end;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, removal.location().storage(), List.of(removal.location()));
            statement.setLong(4, removal.created());
            statement.setLong(5, removal.due());
            statement.executeUpdate();
        }
    }

    /** Moves rows to another state, in which nothing has failed yet. */
    void move(Connection connection, Collection<FileLocation> locations, State from, State to, Duration due)
            throws SQLException {
        String set = "update " + name + " set attempts = 0, last_error = null, state = " + to.literal() + ", due_at = "
                + database.now() + " + " + due.toMillis();
        change(connection, set, locations, from);
    }

    /** Makes rows due later, and counts one attempt more. */
    void postpone(Connection connection, Collection<FileLocation> locations, State state, Duration due)
            throws SQLException {
        String set =
                "update " + name + " set attempts = attempts + 1, due_at = " + database.now() + " + " + due.toMillis();
        change(connection, set, locations, state);
    }

    /** Notes why rows are still there. */
    void failed(Connection connection, Collection<FileLocation> locations, State state, String error)
            throws SQLException {
        String text = error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error;
        each(locations, (storage, chunk) -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "update " + name + " set last_error = ?" + where(chunk.size(), "", state))) {
                statement.setString(1, text);
                bind(statement, 1, storage, chunk);
                statement.executeUpdate();
            }
        });
    }

    /** Returns those of the locations that the connection sees rows of, in one of the states. */
    Set<FileLocation> visible(Connection connection, Collection<FileLocation> locations, State... states)
            throws SQLException {
        return find(connection, locations, states).stream().map(Row::location).collect(Collectors.toSet());
    }

    /** Returns the rows of the locations that the connection sees in one of the states. */
    List<Row> find(Connection connection, Collection<FileLocation> locations, State... states) throws SQLException {
        List<Row> found = new ArrayList<>();
        each(locations, (storage, chunk) -> {
            String sql = READ + name + where(chunk.size(), "", states);
            found.addAll(read(connection, sql, storage, chunk));
        });
        return found;
    }

    /**
     * Returns those of the locations whose rows may still have their objects removed. For a connection that sees nothing
     * that is not committed: an intent is over then if there is what is kept with it.
     */
    Set<FileLocation> unsettled(Connection connection, Collection<FileLocation> locations) throws SQLException {
        // By one statement, as both rows go together.
        List<Row> rows = find(connection, locations, State.INTENT, State.KEPT, State.TAKEN, State.REAPED);
        Set<FileLocation> kept = locations(rows, State.KEPT);
        Set<FileLocation> unsettled = locations(rows, State.INTENT);
        unsettled.removeAll(kept);
        // A reaper keeps what it takes.
        unsettled.addAll(locations(rows, State.TAKEN, State.REAPED));
        return unsettled;
    }

    /** Returns those of the locations whose rows say that they are or may be removed, as {@link #unsettled} does. */
    Set<FileLocation> removable(Connection connection, Collection<FileLocation> locations) throws SQLException {
        Set<FileLocation> removable = unsettled(connection, locations);
        removable.addAll(visible(connection, locations, State.REMOVAL));
        return removable;
    }

    private static Set<FileLocation> locations(List<Row> rows, State... states) {
        Set<State> any = Set.of(states);
        return rows.stream()
                .filter(row -> any.contains(row.state()))
                .map(Row::location)
                .collect(Collectors.toSet());
    }

    /**
     * Calls {@code action} with the rows that stand for several objects, which the connection sees in one of the states.
     * It is in a transaction. Holds few of them at a time.
     */
    void flushes(Connection connection, Consumer<Row> action, State... states) throws SQLException {
        eachFlush(connection, action, " and state in (" + literals(states) + ")");
    }

    /** Does so with those that are {@linkplain #unsettled unsettled}. */
    void unsettledFlushes(Connection connection, Consumer<Row> action) throws SQLException {
        String kept = "select object_key from " + name + " kept where kept.object_key = flush.object_key"
                + " and kept.storage = flush.storage and kept.state = " + State.KEPT.literal();
        eachFlush(
                connection,
                action,
                " and (state in (" + literals(State.TAKEN, State.REAPED) + ") or state = " + State.INTENT.literal()
                        + " and not exists (" + kept + "))");
    }

    private void eachFlush(Connection connection, Consumer<Row> action, String condition) throws SQLException {
        // By the primary key, as far as the database can.
        String sql = READ + name + " flush where object_key like '" + Intent.SEVERAL
                + "%' and flush_keys is not null and application = ?" + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(JournalEntries.fetchSize(connection));
            statement.setString(1, application);
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    row(results).ifPresent(action);
                }
            }
        }
    }

    /** Locks rows that nobody else has locked. */
    List<Row> lock(Connection connection, Collection<FileLocation> locations, State... states) throws SQLException {
        List<Row> found = new ArrayList<>();
        each(locations, (storage, chunk) -> {
            String sql = READ + database.locked(name) + where(chunk.size(), "", states) + database.skipLocked();
            found.addAll(read(connection, sql, storage, chunk));
        });
        return found;
    }

    /** Locks no more than so many rows that are due and that nobody else has locked, the oldest first. */
    List<Row> lockDue(Connection connection, Collection<String> storages, int most) throws SQLException {
        String sql = READ + database.locked(name) + " where application = ? and due_at <= " + database.now()
                + " and state in ("
                + literals(State.INTENT, State.TAKEN, State.REAPED, State.REMOVAL) + ") and storage in ("
                + marks(storages.size()) + ")" + database.oldestFirst() + database.limit(most) + database.skipLocked();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(most);
            statement.setString(1, application);
            int parameter = 1;
            for (String storage : storages) {
                statement.setString(++parameter, storage);
            }
            return rows(statement, most);
        }
    }

    /** Returns the names of storages that rows are due for. */
    Set<String> storages(Connection connection) throws SQLException {
        return strings(
                connection,
                "select distinct storage from " + name + " where application = ? and state <> " + State.MARKER.literal()
                        + " and due_at <= " + database.now(),
                application);
    }

    /** Counts rows by their state, and tells how long the oldest is overdue; intents are after the time of an upload. */
    JournalStatus status(Connection connection, Duration upload, JournalStatus counted) throws SQLException {
        String isDue = database.due(upload);
        String sql = "select state, count(*), sum(case when " + isDue + " then 1 else 0 end), " + database.now()
                + " - min(case when " + isDue + " then due_at end) from " + name
                + " where application = ? and state not in ("
                + literals(State.MARKER, State.KEPT) + ") group by state";
        Map<String, Long> rows = new LinkedHashMap<>();
        long due = 0;
        long oldest = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, application);
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.put(results.getString(1), results.getLong(2));
                    due += results.getLong(3);
                    oldest = Math.max(oldest, results.getLong(4));
                }
            }
        }
        return counted.withRows(rows, due, Duration.ofMillis(oldest));
    }

    /** Returns what tells this table from others. */
    Set<String> markers(Connection connection) throws SQLException {
        return strings(connection, "select object_key from " + name + " where storage = ? and state = 'marker'", "-");
    }

    /**
     * Tells whether the connection sees this table and no other. By the primary key: under some levels of isolation a
     * search would lock the whole table.
     */
    boolean isMarked(Connection connection, String marker) throws SQLException {
        return !strings(
                        connection,
                        "select object_key from " + name
                                + " where object_key = ? and storage = '-' and application = '-' and state = 'marker'",
                        marker)
                .isEmpty();
    }

    /** Inserts what tells this table from others. */
    void mark(Connection connection, String marker) throws SQLException {
        String sql = "insert into " + name + " (" + COLUMNS + ") values (?, '-', '-', 'marker', " + database.now()
                + ", 9000000000000000000, 0, null)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, marker);
            statement.executeUpdate();
        }
    }

    private int change(Connection connection, String verb, Collection<FileLocation> locations, State... states)
            throws SQLException {
        if (!database.waitsForOthers()) {
            return count(connection, verb, locations, "", states);
        }
        int[] count = {0};
        each(locations, (storage, chunk) -> {
            for (State state : states) {
                count[0] += changeEach(connection, verb + where(1, "", state), storage, chunk);
            }
        });
        return count[0];
    }

    // A statement for each key, but all of them in one round trip, after which MariaDB's driver may know no counts.
    private int changeEach(Connection connection, String sql, String storage, List<FileLocation> chunk)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (FileLocation one : chunk) {
                bind(statement, 0, storage, List.of(one));
                statement.addBatch();
            }
            return IntStream.of(statement.executeBatch())
                    .filter(rows -> rows != Statement.SUCCESS_NO_INFO)
                    .sum();
        }
    }

    /** Changes rows, and returns how many, whatever the driver. */
    private int count(
            Connection connection, String verb, Collection<FileLocation> locations, String condition, State... states)
            throws SQLException {
        int[] count = {0};
        each(locations, (storage, chunk) -> {
            if (!database.waitsForOthers()) {
                count[0] += changeChunk(connection, verb + where(chunk.size(), condition, states), storage, chunk);
                return;
            }
            for (FileLocation one : chunk) {
                for (State state : states) {
                    count[0] += changeChunk(connection, verb + where(1, condition, state), storage, List.of(one));
                }
            }
        });
        return count[0];
    }

    private int changeChunk(Connection connection, String sql, String storage, List<FileLocation> chunk)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, storage, chunk);
            return statement.executeUpdate();
        }
    }

    private List<Row> read(Connection connection, String sql, String storage, List<FileLocation> chunk)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, storage, chunk);
            return rows(statement, Integer.MAX_VALUE);
        }
    }

    private static List<Intent> rows(Map<FileLocation, Duration> due) {
        List<Intent> rows = new ArrayList<>();
        due.forEach((location, time) -> rows.add(Intent.of(location, time)));
        return rows;
    }

    private static List<Row> rows(PreparedStatement statement, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet results = statement.executeQuery()) {
            while (rows.size() < most && results.next()) {
                row(results).ifPresent(rows::add);
            }
        }
        return rows;
    }

    private static Optional<Row> row(ResultSet results) throws SQLException {
        try {
            FileLocation location = new FileLocation(results.getString(2), Key.of(results.getString(1)));
            String several = results.getString(5);
            List<Key> keys = several == null ? List.of(location.key()) : Intent.keys(several);
            return Optional.of(new Row(location, State.of(results.getString(3)), results.getInt(4), keys));
        } catch (IllegalArgumentException e) {
            // Somebody wrote it by hand.
            LOGGER.log(Level.WARNING, "a row of the journal is left alone: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Set<String> strings(Connection connection, String sql, String parameter) throws SQLException {
        Set<String> values = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    values.add(results.getString(1));
                }
            }
        }
        return values;
    }

    private String where(int keys, String condition, State... states) {
        return " where object_key in (" + marks(keys) + ") and storage = ? and application = ? and state in ("
                + literals(states) + ")" + condition;
    }

    private void bind(PreparedStatement statement, int before, String storage, List<FileLocation> chunk)
            throws SQLException {
        int parameter = before;
        for (FileLocation location : chunk) {
            statement.setString(++parameter, location.key().value());
        }
        statement.setString(++parameter, storage);
        statement.setString(++parameter, application);
    }

    private static void each(Collection<FileLocation> locations, Visit visit) throws SQLException {
        Map<String, List<FileLocation>> byStorage =
                locations.stream().distinct().collect(groupingBy(FileLocation::storage));
        for (Map.Entry<String, List<FileLocation>> entry : byStorage.entrySet()) {
            List<FileLocation> all = entry.getValue();
            for (int from = 0; from < all.size(); from += CHUNK) {
                visit.visit(entry.getKey(), all.subList(from, Math.min(all.size(), from + CHUNK)));
            }
        }
    }

    private static String literals(State... states) {
        return List.of(states).stream().map(State::literal).collect(Collectors.joining(", "));
    }

    private static String marks(int number) {
        return "?" + ", ?".repeat(number - 1);
    }

    private interface Visit {
        void visit(String storage, List<FileLocation> chunk) throws SQLException;
    }
}
