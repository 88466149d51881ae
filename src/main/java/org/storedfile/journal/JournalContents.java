package org.storedfile.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal's table, summed up for an operator. Ages are by the database's clock. Immutable.
 *
 * @param table its name
 * @param marker what tells it from other tables of this name; empty if no journal was opened with it yet
 * @param groups its rows by application, storage and state, in this order
 * @param failures rows that could not be settled so far, those with the most attempts first
 */
public record JournalContents(String table, String marker, List<Group> groups, List<Failure> failures) {
    /** Copies the lists. */
    public JournalContents {
        groups = List.copyOf(groups);
        failures = List.copyOf(failures);
    }

    /**
     * Rows that are alike.
     *
     * @param state {@code intent} and {@code kept} of uploads under way, {@code removal} of objects that transactions
     *     gave up, those among them that attributes keep for a time or for ever, {@code taken} and {@code reaped} of uploads that nobody committed
     * @param oldest how long ago the oldest was written
     * @param due how many a reaper would have taken by now; of {@code intent} those that have been due for
     *     {@link org.storedfile.JournalSettings#linger}, as the uploads of others may be under way
     * @param overdue how long the oldest of these has been due; zero if there is none
     * @param attempts the most that one of them took
     */
    public record Group(
            String application,
            String storage,
            String state,
            long rows,
            Duration oldest,
            long due,
            Duration overdue,
            int attempts) {}

    /**
     * A row that could not be settled.
     *
     * @param key of its object; of several, all, with commas between them
     * @param error what happened last; at most 500 characters
     */
    public record Failure(String application, String storage, String key, String state, int attempts, String error) {}

    static JournalContents read(Connection connection, String table, Duration upload, int most) throws SQLException {
        Database database = Database.of(connection);
        return new JournalContents(
                table,
                marker(connection, table),
                groups(connection, table, database.due(upload), database.now()),
                failures(connection, table, database, most));
    }

    private static String marker(Connection connection, String table) throws SQLException {
        String sql = "select min(object_key) from " + table + " where state = " + State.MARKER.literal();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet results = statement.executeQuery()) {
            String marker = results.next() ? results.getString(1) : null;
            return marker == null ? "" : marker;
        }
    }

    private static List<Group> groups(Connection connection, String table, String due, String now) throws SQLException {
        String sql = "select application, storage, state, count(*), " + now + " - min(created_at), sum(case"
                + " when " + due + " then 1 else 0 end), " + now + " - min(case when " + due
                + " then due_at end), max(attempts) from " + table + " where state <> " + State.MARKER.literal()
                + " group by application, storage, state order by application, storage, state";
        List<Group> groups = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                groups.add(new Group(
                        text(row, 1),
                        text(row, 2),
                        text(row, 3),
                        row.getLong(4),
                        age(row, 5),
                        row.getLong(6),
                        age(row, 7),
                        row.getInt(8)));
            }
        }
        return groups;
    }

    private static List<Failure> failures(Connection connection, String table, Database database, int most)
            throws SQLException {
        String sql = "select application, storage, object_key, state, attempts, last_error, flush_keys from " + table
                + " where last_error is not null order by attempts desc, due_at" + database.limit(most);
        List<Failure> failures = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (failures.size() < most && row.next()) {
                failures.add(
                        new Failure(text(row, 1), text(row, 2), keys(row), text(row, 4), row.getInt(5), text(row, 6)));
            }
        }
        return failures;
    }

    private static String keys(ResultSet row) throws SQLException {
        String several = row.getString(7);
        return several == null ? text(row, 3) : several.replace(Intent.SEPARATOR, ", ");
    }

    // Zero if the column is null, or the clock went back.
    private static Duration age(ResultSet row, int column) throws SQLException {
        return Duration.ofMillis(Math.max(0, row.getLong(column)));
    }

    // Oracle has no empty text.
    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
