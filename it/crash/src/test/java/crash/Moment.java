package crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * When PostgreSQL is stopped. The two within a commit are made by the server's own means: a constraint that is checked
 * when a transaction ends waits for a lock that the parent has; and who has to hear of a standby server before it
 * answers waits for one that there is not, when the commit is in the log already.
 */
enum Moment {
    ANY("at a random instant", "", "", ""),
    BEFORE_COMMITTED(
            "while a COMMIT is under way, before it counts",
            "select pg_advisory_lock(" + Moment.LOCK + ")",
            "select pid from pg_locks where locktype = 'advisory' and not granted",
            "aborted"),
    AFTER_COMMITTED(
            "while a COMMIT is under way, after it counts and before the answer",
            "alter system set synchronous_standby_names = 'nobody'",
            "select pid from pg_stat_activity where wait_event = 'SyncRep'",
            "committed");

    /** What the constraint is that waits. */
    static final String[] CONSTRAINT = {
        """
        create function wait_for_parent() returns trigger language plpgsql as $$ begin
            perform pg_advisory_lock_shared(%d);
            perform pg_advisory_unlock_shared(%d);
            return null;
        end $$""".formatted(Moment.LOCK, Moment.LOCK),
        "create constraint trigger wait_for_parent after insert or update on ticket deferrable initially deferred"
                + " for each row execute function wait_for_parent()"
    };

    private static final int LOCK = 4711;
    private static final long PATIENCE_SECONDS = 60;

    private final String text;
    private final String hold;
    private final String held;
    private final String outcome;

    Moment(String text, String hold, String held, String outcome) {
        this.text = text;
        this.hold = hold;
        this.held = held;
        this.outcome = outcome;
    }

    /**
     * Lets no COMMIT get past this moment any more, and waits until one has come to it.
     *
     * @return the transactions whose COMMIT is held; none if this is any moment, or none came in time
     */
    Set<String> hold(Connection connection) throws SQLException, InterruptedException {
        if (this == ANY) {
            return Set.of();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(hold);
            statement.execute("select pg_reload_conf()");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            // Twice, because PostgreSQL does not tell at once who waits and in which transaction.
            Set<String> before = transactions(statement);
            Set<String> still = new HashSet<>();
            while (still.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(5);
                Set<String> now = transactions(statement);
                still.addAll(now);
                still.retainAll(before);
                before = now;
            }
            // Writes the log out, so that after the stop the server knows that there was such a transaction.
            statement.execute("select pg_switch_wal()");
            return still;
        }
    }

    /** Returns those of the transactions that did not end as they must when the server stops at this moment. */
    Set<String> others(Connection connection, Set<String> transactions) throws SQLException {
        Set<String> others = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            for (String transaction : transactions) {
                String status = value(statement, "select pg_xact_status('" + transaction + "'::xid8)");
                if (!status.equals(outcome)) {
                    others.add(transaction + " is " + status);
                }
            }
        }
        return others;
    }

    // In two phases the first one waits as well, of which nobody knows yet how it ends.
    private Set<String> transactions(Statement statement) throws SQLException {
        Set<String> transactions = new HashSet<>();
        try (ResultSet row = statement.executeQuery("select backend_xid from pg_stat_activity where query = 'COMMIT'"
                + " and state = 'active' and backend_xid is not null and pid in (" + held + ")")) {
            while (row.next()) {
                transactions.add(row.getString(1));
            }
        }
        return transactions;
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
