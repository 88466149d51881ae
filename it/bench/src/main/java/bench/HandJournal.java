package bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The least that a journal of intents can do, as one writes it by hand with JDBC: one thread inserts the keys of all that
 * wait, in one commit, and the transaction deletes its own. It heals nothing, knows one database and no time. What this
 * costs, no journal of this kind costs less.
 */
final class HandJournal implements AutoCloseable {
    private static final Asked END = new Asked(List.of(), new CompletableFuture<>());

    private final LinkedBlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
    private final Connection connection;
    private final Thread thread = new Thread(this::run);

    private record Asked(List<String> keys, CompletableFuture<Void> done) {}

    HandJournal(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            // As long as it is nearly empty, PostgreSQL would rather read all of it.
            statement.execute("create table intents (object_key varchar(255) collate \"C\" primary key)"
                    + " with (fillfactor = 10, vacuum_truncate = false)");
        }
        thread.start();
    }

    /** Returns when the keys are committed, and deleted in this transaction. */
    void intend(List<String> keys, Connection transaction) throws SQLException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.add(new Asked(keys, done));
        done.join();
        String sql = "delete from intents where object_key in (?" + ", ?".repeat(keys.size() - 1) + ")";
        if (update(transaction, sql, keys) != keys.size()) {
            throw new IllegalStateException("intents of " + keys + " are missing");
        }
    }

    private void run() {
        boolean isOpen = true;
        while (isOpen) {
            List<Asked> asked = new ArrayList<>();
            try {
                asked.add(queue.take());
                queue.drainTo(asked);
                isOpen = !asked.remove(END);
                List<String> keys =
                        asked.stream().flatMap(one -> one.keys().stream()).toList();
                if (!keys.isEmpty()) {
                    update(connection, "insert into intents values (?)" + ", (?)".repeat(keys.size() - 1), keys);
                }
                asked.forEach(one -> one.done().complete(null));
            } catch (SQLException | InterruptedException e) {
                asked.forEach(one -> one.done().completeExceptionally(e));
            }
        }
    }

    private static int update(Connection connection, String sql, List<String> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < keys.size(); i++) {
                statement.setString(i + 1, keys.get(i));
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public void close() throws Exception {
        queue.add(END);
        thread.join();
        connection.close();
    }
}
