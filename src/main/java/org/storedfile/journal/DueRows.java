package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Locks as many rows that are due as fill a batch, whatever number of objects each stands for. Thread safe. */
final class DueRows {
    private final JournalTable table;
    private final int batch;
    // As many as filled the last batch, which are likely to fill the next one.
    private volatile int likely;

    DueRows(JournalTable table, int batch) {
        this.table = table;
        this.batch = batch;
        this.likely = batch;
    }

    /**
     * Locks those that nobody else has locked, the oldest first, until they stand for so many objects. What was locked
     * beyond that is given back at once, by a rollback, so that other nodes find it.
     */
    List<Row> lock(Connection connection, Collection<String> storages, int objects) throws SQLException {
        int asked = Math.min(objects, likely);
        List<Row> due = table.lockDue(connection, storages, asked);
        List<Row> filling = filling(due, objects);
        while (filling.size() < due.size()) {
            connection.rollback();
            asked = filling.size();
            due = table.lockDue(connection, storages, asked);
            filling = filling(due, objects);
        }
        likely = objects < batch || count(due) < objects ? batch : asked;
        return due;
    }

    private static List<Row> filling(List<Row> rows, int objects) {
        int count = 0;
        int end = 0;
        while (end < rows.size() && count < objects) {
            count += rows.get(end++).keys().size();
        }
        return rows.subList(0, end);
    }

    private static int count(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.keys().size()).sum();
    }
}
