package org.storedfile.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.LikeKeys;

/** The file columns of persistence units, read by JDBC: rows that a provider hides from queries count too. Thread safe. */
final class Columns {
    private static final int FETCHED = 1000;
    // As many values as Oracle takes in a list.
    private static final int ASKED = 1000;

    private final List<FileTables> units;

    /** Takes what a column holds. */
    interface Rows {
        /**
         * Takes one value.
         *
         * @param size that the row says; -1 if it says nothing
         * @param checksum that the row says; empty if it says nothing
         * @param isFormer whether the row only tells of the file's end
         */
        void row(FileColumn column, String value, long size, String checksum, boolean isFormer);
    }

    Columns(Collection<FileTables> units) {
        this.units = List.copyOf(units);
    }

    /** Reads all values of all columns, in any order. */
    void readAll(Rows rows) {
        for (FileTables unit : units) {
            for (FileColumn column : unit.columns()) {
                call(unit, column, connection -> {
                    read(connection, column, rows);
                    return true;
                });
            }
        }
    }

    /** Returns those that any row refers to now, or may refer to in another case or form of Unicode. */
    Set<FileLocation> referred(Collection<FileLocation> locations) {
        Set<FileLocation> found = new HashSet<>();
        for (FileTables unit : units) {
            for (FileColumn column : unit.columns()) {
                call(unit, column, connection -> found.addAll(referred(connection, column, locations)));
            }
        }
        return found;
    }

    List<FileTables> units() {
        return units;
    }

    static <R> R call(FileTables unit, FileColumn column, FileTables.Work<R> work) {
        try {
            return unit.call(work);
        } catch (SQLException e) {
            throw new StoredFileException(
                    "the column " + column.column() + " of " + column.table() + " (" + column.attribute()
                            + ") could not be read or changed: " + e.getMessage(),
                    e);
        }
    }

    private static void read(Connection connection, FileColumn column, Rows rows) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        if (isAutoCommit) {
            // PostgreSQL fetches all rows at once otherwise.
            connection.setAutoCommit(false);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(select(column), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(fetchSize(connection));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.row(
                            column,
                            found.getString(1),
                            size(found),
                            Optional.ofNullable(found.getString(3)).orElse(""),
                            found.getInt(4) == 1);
                }
            }
        } finally {
            if (isAutoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static String select(FileColumn column) {
        return "select " + column.column() + ", " + column.size().orElse("null") + ", "
                + column.checksum().orElse("null") + ", "
                + column.isFormer()
                        .map(condition -> "case when " + condition + " then 1 else 0 end")
                        .orElse("0") + " from " + column.rows() + " where " + column.column()
                + " is not null";
    }

    private static long size(ResultSet row) throws SQLException {
        long size = row.getLong(2);
        return row.wasNull() ? -1 : size;
    }

    // MySQL's own driver streams with this value only, and holds all rows in memory with any other.
    private static int fetchSize(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().startsWith("MySQL") ? Integer.MIN_VALUE : FETCHED;
    }

    private static Set<FileLocation> referred(
            Connection connection, FileColumn column, Collection<FileLocation> locations) throws SQLException {
        Set<String> values = new LinkedHashSet<>();
        locations.forEach(location -> values.addAll(LikeKeys.forms(column.value(location))));
        List<String> all = List.copyOf(values);
        Set<String> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += ASKED) {
            ask(connection, column, all.subList(from, Math.min(all.size(), from + ASKED)), found);
        }
        // As the database compared them, or in another case or form: rather keep an object than lose one.
        return locations.stream()
                .filter(location -> found.contains(LikeKeys.folded(column.value(location))))
                .collect(Collectors.toSet());
    }

    private static void ask(Connection connection, FileColumn column, List<String> values, Set<String> found)
            throws SQLException {
        String sql = "select " + column.column() + " from " + column.rows() + " where " + column.column() + " in ("
                + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 0;
            for (String value : values) {
                statement.setString(++index, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(LikeKeys.folded(rows.getString(1)));
                }
            }
        }
    }
}
