package org.storedfile.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.storedfile.FileLocation;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.LikeKeys;

/** Lets rows refer to the same keys in another storage. A row that changed meanwhile is left as it is. */
record RowMove(Columns columns, String to) {
    private static final int PATIENCE_SECONDS = 5;

    /**
     * Changes all rows of all columns, one transaction for each column.
     *
     * @param refused gets those that a database cannot tell from others, or whose new place does not fit, and why
     * @return how many rows were changed
     */
    long move(Collection<FileLocation> files, Map<FileLocation, String> refused) {
        long moved = 0;
        for (FileTables unit : columns.units()) {
            for (FileColumn column : unit.columns()) {
                moved += Columns.call(unit, column, connection -> {
                    long changed = move(connection, column, files, refused);
                    refuseHistory(connection, column, files, refused);
                    return changed;
                });
            }
        }
        return moved;
    }

    private long move(
            Connection connection, FileColumn column, Collection<FileLocation> files, Map<FileLocation, String> refused)
            throws SQLException {
        Map<String, FileLocation> values = new LinkedHashMap<>();
        files.forEach(file -> values.put(column.value(file), file));
        Set<String> there = there(connection, column, column.table(), values.keySet());
        // Where a collation takes two keys for one, a statement would change both.
        Set<String> others = new HashSet<>(there);
        others.removeAll(values.keySet());
        values.keySet().retainAll(there);
        if (!others.isEmpty()) {
            values.entrySet().removeIf(entry -> isAlike(entry.getKey(), others, entry.getValue(), refused));
        }
        if (values.isEmpty()) {
            return 0;
        }
        try {
            return update(connection, column, values);
        } catch (SQLException e) {
            requireUsable(connection, e);
            return updateEach(connection, column, values, refused);
        }
    }

    // The row that this move changed is one of them from then on.
    private static void refuseHistory(
            Connection connection, FileColumn column, Collection<FileLocation> files, Map<FileLocation, String> refused)
            throws SQLException {
        if (column.hasHistory()) {
            Map<String, FileLocation> values = new LinkedHashMap<>();
            files.forEach(file -> values.put(column.value(file), file));
            values.keySet().retainAll(there(connection, column, column.rows(), values.keySet()));
            values.values()
                    .forEach(file -> refused.putIfAbsent(
                            file,
                            "the history that the database keeps of " + column.table()
                                    + " refers to it and cannot follow: it is to stay where it is as well"));
        }
    }

    // One that cannot follow, as its new place is longer than the column, must not keep the others.
    private long updateEach(
            Connection connection,
            FileColumn column,
            Map<String, FileLocation> values,
            Map<FileLocation, String> refused)
            throws SQLException {
        long changed = 0;
        for (Map.Entry<String, FileLocation> entry : values.entrySet()) {
            try {
                changed += update(connection, column, Map.of(entry.getKey(), entry.getValue()));
            } catch (SQLException e) {
                requireUsable(connection, e);
                refused.put(entry.getValue(), "its rows in " + column.table() + " could not follow: " + e.getMessage());
            }
        }
        return changed;
    }

    private static void requireUsable(Connection connection, SQLException failure) throws SQLException {
        if (!connection.isValid(PATIENCE_SECONDS)) {
            throw failure;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private static boolean isAlike(
            String value, Set<String> others, FileLocation file, Map<FileLocation, String> refused) {
        boolean isAlike =
                others.stream().anyMatch(other -> LikeKeys.folded(other).equals(LikeKeys.folded(value)));
        if (isAlike) {
            refused.put(file, "the database takes another key for this one, because of the column's collation");
        }
        return isAlike;
    }

    private static Set<String> there(Connection connection, FileColumn column, String from, Set<String> values)
            throws SQLException {
        String sql = "select distinct " + column.column() + " from " + from + isIn(column, values.size());
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 0;
            for (String value : values) {
                statement.setString(++index, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private long update(Connection connection, FileColumn column, Map<String, FileLocation> values)
            throws SQLException {
        FileColumn.Assignment assignment = column.assignment();
        String sql = "update " + column.table() + " set " + assignment.name() + " = case " + column.column()
                + (" when ? then " + assignment.value()).repeat(values.size()) + " else " + assignment.name() + " end"
                + isIn(column, values.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 0;
            for (Map.Entry<String, FileLocation> entry : values.entrySet()) {
                statement.setString(++index, entry.getKey());
                statement.setString(
                        ++index,
                        column.value(new FileLocation(to, entry.getValue().key())));
            }
            for (String value : values.keySet()) {
                statement.setString(++index, value);
            }
            long changed = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return changed;
        }
    }

    private static String isIn(FileColumn column, int values) {
        return " where " + column.column() + " in (" + String.join(", ", Collections.nCopies(values, "?")) + ")";
    }
}
