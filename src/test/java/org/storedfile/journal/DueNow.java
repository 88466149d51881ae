package org.storedfile.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes the rows of a journal due, as time does. */
final class DueNow {
    private DueNow() {}

    /** Does so in a transaction of its own. */
    static void commit(Connection connection) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        make(connection);
        connection.commit();
        connection.setAutoCommit(isAutoCommit);
    }

    /** Makes those due that nobody works on, in the connection's transaction, which waits for nobody. */
    static void make(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select object_key, storage, application, state"
                        + " from stored_file_journal where state not in ('marker', 'kept') for update skip locked");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                // By the whole primary key: a search would wait for rows that a transaction has.
                try (PreparedStatement update = connection.prepareStatement("update stored_file_journal set due_at = 0"
                        + " where object_key = ? and storage = ? and application = ? and state = ?")) {
                    for (int column = 1; column <= 4; column++) {
                        update.setString(column, rows.getString(column));
                    }
                    update.executeUpdate();
                }
            }
        }
    }
}
