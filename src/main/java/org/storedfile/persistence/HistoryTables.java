package org.storedfile.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.FileLocation;
import org.storedfile.storage.LikeKeys;

/**
 * The file columns of a persistence unit that belong to the history of its attributes, as long as it lives. Immutable.
 *
 * <p>Each needs an index, without which transactions that read them may wait for each other where reads lock: serializable
 * ones, and those of SQL Server.
 */
public final class HistoryTables {
    private static final Map<Object, HistoryTables> UNITS = new ConcurrentHashMap<>();
    private static final HistoryTables NONE = new HistoryTables(List.of());

    // Few parameters for each statement, because databases have a limit.
    private static final int CHUNK = 128;

    private final Map<String, List<FileColumn>> tables;

    private HistoryTables(List<FileColumn> columns) {
        tables = columns.stream().collect(groupingBy(FileColumn::table, LinkedHashMap::new, toList()));
    }

    /** Returns those of a unit, which are none if it has no history. */
    public static HistoryTables of(Object unit) {
        return UNITS.getOrDefault(unit, NONE);
    }

    /** Adds those of a unit: its factory or session, by which they are found. */
    public static void add(Object unit, List<FileColumn> columns) {
        UNITS.put(unit, new HistoryTables(columns));
    }

    /** Removes those of a unit. */
    public static void remove(Object unit) {
        UNITS.remove(unit);
    }

    /** Tells whether the unit has no history. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /**
     * Returns those of the files that rows refer to, by one query for each table and some of the files. A row that only
     * tells of a file's end counts, as it may be the only trace of a file from before there was a history.
     */
    public <X extends Exception> Set<FileLocation> holding(Collection<FileLocation> locations, Reader<X> reader)
            throws X {
        Set<FileLocation> found = new HashSet<>();
        List<FileLocation> all = List.copyOf(locations);
        for (List<FileColumn> columns : tables.values()) {
            int chunk = Math.max(1, CHUNK / columns.size());
            for (int from = 0; from < all.size(); from += chunk) {
                found.addAll(holding(columns, all.subList(from, Math.min(all.size(), from + chunk)), reader));
            }
        }
        return found;
    }

    /** Returns those of the files that rows refer to, as the connection sees them. */
    public Set<FileLocation> holding(Collection<FileLocation> locations, Connection connection) throws SQLException {
        return holding(locations, (sql, values) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return texts(statement, values);
            }
        });
    }

    /** Returns the texts of a prepared query, which has these values for parameters. */
    public static List<String> texts(PreparedStatement query, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            query.setString(i + 1, values.get(i));
        }
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static <X extends Exception> Set<FileLocation> holding(
            List<FileColumn> columns, List<FileLocation> some, Reader<X> reader) throws X {
        // As databases may compare them, and write them down: rather keep a file than lose one.
        Map<String, Set<FileLocation>> asked = new HashMap<>();
        List<String> values = new ArrayList<>();
        for (FileColumn column : columns) {
            for (FileLocation location : some) {
                String value = column.value(location);
                asked.computeIfAbsent(LikeKeys.folded(value), any -> new HashSet<>())
                        .add(location);
                values.add(value);
            }
        }
        Set<FileLocation> found = new HashSet<>();
        for (String text : reader.read(select(columns, some.size()), values)) {
            found.addAll(asked.getOrDefault(LikeKeys.folded(text), Set.of()));
        }
        return found;
    }

    // Not by "or", for which some databases use no index if the columns differ.
    private static String select(List<FileColumn> columns, int files) {
        String marks = " in (?" + ", ?".repeat(files - 1) + ")";
        return columns.stream()
                .map(column ->
                        "select " + column.column() + " from " + column.rows() + " where " + column.column() + marks)
                .collect(joining(" union all "));
    }

    /** Runs queries of texts. */
    public interface Reader<X extends Exception> {
        /** Returns what the query finds with these values for parameters. */
        List<String> read(String sql, List<String> values) throws X;
    }
}
