package crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until a reaper has looked at intents that are due, by a row of the journal that is due after them. */
record Look(Connection connection) {
    private static final long PATIENCE_SECONDS = 60;
    private static final String INTENTS = " from stored_file_journal where state = 'intent' and (object_key = ?"
            + " or flush_keys like '%' || ? || '%')";

    /** Does so for one of the keys whose intent is not over; says whether there is one, and still was after the look. */
    boolean awaitIntentsOf(List<String> keys) throws SQLException, InterruptedException {
        for (String key : keys) {
            String probe = key + "-probe";
            if (insert(probe, key)) {
                awaitEnd(probe);
                return isThere(key);
            }
        }
        return false;
    }

    // A removal of what is not there: the reaper takes the oldest first, so that it has come to the intent before.
    private boolean insert(String probe, String key) throws SQLException {
        String sql = "insert into stored_file_journal (object_key, storage, application, state, created_at, due_at,"
                + " attempts) select ?, storage, application, 'removal', created_at, due_at + 1, 0" + INTENTS;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, probe);
            statement.setString(2, key);
            statement.setString(3, key);
            return statement.executeUpdate() > 0;
        }
    }

    private void awaitEnd(String probe) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (exists("select 1 from stored_file_journal where object_key = ?", probe)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no reaper came within " + PATIENCE_SECONDS + " seconds");
            }
            Thread.sleep(20);
        }
    }

    private boolean isThere(String key) throws SQLException {
        return exists("select 1" + INTENTS, key, key);
    }

    private boolean exists(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeQuery().next();
        }
    }
}
