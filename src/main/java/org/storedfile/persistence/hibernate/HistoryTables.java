package org.storedfile.persistence.hibernate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.storedfile.FileLocation;
import org.storedfile.persistence.FileColumn;
import org.storedfile.storage.LikeKeys;

/**
 * The file columns of a persistence unit that belong to the history of its attributes, as long as it lives. Immutable.
 *
 * <p>Each needs an index, without which transactions that read them may wait for each other where reads lock: serializable
 * ones, and those of SQL Server. At REPEATABLE READ a revision younger than the transaction's snapshot is not seen.
 */
final class HistoryTables {
    private static final Map<SessionFactory, HistoryTables> UNITS = new ConcurrentHashMap<>();
    private static final HistoryTables NONE = new HistoryTables(List.of());

    // Few parameters for each statement, because databases have a limit.
    private static final int CHUNK = 128;

    private final Map<String, List<FileColumn>> tables;

    private HistoryTables(List<FileColumn> columns) {
        tables = columns.stream().collect(groupingBy(FileColumn::table, LinkedHashMap::new, toList()));
    }

    static HistoryTables of(SessionFactory factory) {
        return UNITS.getOrDefault(factory, NONE);
    }

    static void add(SessionFactory factory, List<FileColumn> columns) {
        UNITS.put(factory, new HistoryTables(columns));
    }

    static void remove(SessionFactory factory) {
        UNITS.remove(factory);
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /**
     * Returns those of the files that rows refer to, by one statement for each table and some of the files. A row that only
     * tells of a file's end counts, as it may be the only trace of a file from before there was a history.
     */
    Set<FileLocation> holding(Collection<FileLocation> locations, SharedSessionContractImplementor session) {
        Set<FileLocation> found = new HashSet<>();
        List<FileLocation> all = List.copyOf(locations);
        for (List<FileColumn> columns : tables.values()) {
            int chunk = Math.max(1, CHUNK / columns.size());
            for (int from = 0; from < all.size(); from += chunk) {
                found.addAll(holding(columns, all.subList(from, Math.min(all.size(), from + chunk)), session));
            }
        }
        return found;
    }

    private static Set<FileLocation> holding(
            List<FileColumn> columns, List<FileLocation> some, SharedSessionContractImplementor session) {
        JdbcCoordinator jdbc = session.getJdbcCoordinator();
        String sql = select(columns, some.size());
        PreparedStatement statement = jdbc.getStatementPreparer().prepareStatement(sql);
        try {
            return holding(statement, columns, some);
        } catch (SQLException e) {
            throw session.getFactory()
                    .getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "the history of files could not be read", sql);
        } finally {
            jdbc.getLogicalConnection().getResourceRegistry().release(statement);
            jdbc.afterStatementExecution();
        }
    }

    // Not by "or", for which some databases use no index if the columns differ.
    private static String select(List<FileColumn> columns, int files) {
        String marks = " in (?" + ", ?".repeat(files - 1) + ")";
        return columns.stream()
                .map(column ->
                        "select " + column.column() + " from " + column.rows() + " where " + column.column() + marks)
                .collect(joining(" union all "));
    }

    private static Set<FileLocation> holding(
            PreparedStatement statement, List<FileColumn> columns, List<FileLocation> some) throws SQLException {
        // As databases may compare them, and write them down: rather keep a file than lose one.
        Map<String, Set<FileLocation>> asked = new HashMap<>();
        int parameter = 0;
        for (FileColumn column : columns) {
            for (FileLocation location : some) {
                String value = column.value(location);
                asked.computeIfAbsent(LikeKeys.folded(value), any -> new HashSet<>())
                        .add(location);
                statement.setString(++parameter, value);
            }
        }
        Set<FileLocation> found = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.addAll(asked.getOrDefault(LikeKeys.folded(rows.getString(1)), Set.of()));
            }
        }
        return found;
    }
}
