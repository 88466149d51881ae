package org.storedfile.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.storedfile.StoredFileException;

/** The databases whose SQL is known. Times are milliseconds since 1970 by the database's own clock. */
enum Database {
    // A tenth of what the division of its exact EPOCH takes, which was much of the time of an insert.
    H2(
            "h2",
            "datediff(millisecond, timestamp with time zone '1970-01-01 00:00:00+00',"
                    + " current_timestamp at time zone 'UTC')",
            "set lock_timeout %d"),
    POSTGRESQL(
            "postgresql",
            // Of the statement, since an index does not help to compare with what changes within one.
            "cast(extract(epoch from statement_timestamp()) * 1000 as bigint)",
            "set local lock_timeout = %d"),
    MARIADB("mariadb", "cast(unix_timestamp() * 1000 as signed)", "set innodb_lock_wait_timeout = 0"),
    MYSQL("mysql", "cast(unix_timestamp() * 1000 as signed)", "set innodb_lock_wait_timeout = 1"),
    ORACLE("oracle", "round((cast(sys_extract_utc(systimestamp) as date) - date '1970-01-01') * 86400000)", ""),
    SQL_SERVER("sqlserver", "datediff_big(millisecond, '1970-01-01', sysutcdatetime())", "set lock_timeout %d");

    private final String file;
    private final String now;
    private final String lockTimeout;

    Database(String file, String now, String lockTimeout) {
        this.file = file;
        this.now = now;
        this.lockTimeout = lockTimeout;
    }

    /**
     * Tells which one this is.
     *
     * @throws StoredFileException if it is none of them
     */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        String name = product.toLowerCase(Locale.ROOT).replace(" ", "");
        boolean isMaria = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        return Stream.of(values())
                .filter(database -> isMaria ? database == MARIADB : name.contains(database.file))
                .findFirst()
                .orElseThrow(() -> new StoredFileException("the journal does not know the database '" + product
                        + "'; switch it off with storedfile.journal.enabled=false, and see what then still holds"));
    }

    /** Returns the name of the resource that makes the table. */
    String file() {
        return file + ".sql";
    }

    /** Returns an expression for the time now. */
    String now() {
        return now;
    }

    /**
     * Returns a condition for rows that a reaper takes if there is one. For intents only once they have been due for so
     * long: those of uploads under way, which it passes over, look the same from outside. Not for what is kept, which
     * goes with its intent.
     */
    String due(Duration upload) {
        return "state <> " + State.KEPT.literal() + " and due_at <= " + now + " - case when state = "
                + State.INTENT.literal() + " then " + upload.toMillis() + " else 0 end";
    }

    /** Returns a statement after which an insert waits no longer than this for another transaction. */
    String lockTimeout(long millis) {
        return String.format(Locale.ROOT, lockTimeout, millis);
    }

    /** Whether inserts have no lock timeout, so that the statement itself has to end. */
    boolean waitsForEver() {
        return this == ORACLE;
    }

    /** Whether an empty string is NULL. */
    boolean emptiesAreNull() {
        return this == ORACLE;
    }

    /** Whether one INSERT can have several rows. */
    boolean hasRowLists() {
        return this != ORACLE;
    }

    /** Returns a statement that sets the lock timeout back to what it is now; empty if the transaction's end does. */
    String lockTimeout(Connection connection) throws SQLException {
        return switch (this) {
            case H2 -> lockTimeout(number(connection, "select lock_timeout()"));
            case SQL_SERVER -> lockTimeout(number(connection, "select @@lock_timeout"));
            case MARIADB, MYSQL ->
                "set innodb_lock_wait_timeout = " + number(connection, "select @@innodb_lock_wait_timeout");
            case POSTGRESQL, ORACLE -> "";
        };
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        }
    }

    /** Returns the table's name with the hint that a locking read needs. */
    String locked(String table) {
        return this == SQL_SERVER ? table + " with (updlock, rowlock, readpast)" : table;
    }

    /** Returns the end of a locking read that passes over what others have locked. */
    String skipLocked() {
        return this == SQL_SERVER ? "" : " for update skip locked";
    }

    /** Returns the order of a locking read of what is due. */
    String oldestFirst() {
        // H2 would have locked all that is due by the time that it sorts; without that it reads along the index of
        // due_at.
        return this == H2 ? "" : " order by due_at";
    }

    /** Returns the end of a read of no more than {@code rows} rows. */
    String limit(int rows) {
        return switch (this) {
            // Oracle locks no rows of a read that is cut by FETCH FIRST: the driver stops fetching instead.
            case ORACLE -> "";
            case SQL_SERVER -> " offset 0 rows fetch next " + rows + " rows only";
            default -> " limit " + rows;
        };
    }

    /**
     * Whether a transaction with a snapshot locks the place where it finds nothing, so that nobody can insert a row
     * there, whatever its key is.
     */
    boolean locksGaps() {
        return this == MARIADB || this == MYSQL;
    }

    /**
     * Returns the end of an insert of what stands in place of a row of the same key; empty where a delete has to come
     * before it. That is a read, too: where nothing is found, MariaDB locks the gap, and PostgreSQL's SERIALIZABLE takes
     * what others write beside it for a conflict.
     */
    String inPlace() {
        return switch (this) {
            case POSTGRESQL ->
                " on conflict (object_key, storage, application, state) do update set created_at ="
                        + " excluded.created_at, due_at = excluded.due_at, attempts = excluded.attempts, last_error ="
                        + " null";
            case MARIADB, MYSQL ->
                " on duplicate key update created_at = values(created_at), due_at = values(due_at), attempts ="
                        + " values(attempts), last_error = null";
            case H2, ORACLE, SQL_SERVER -> "";
        };
    }

    /**
     * Whether statements that change rows of several keys may look at all rows, and wait for those that others have
     * locked, as they do where the table has few.
     */
    boolean waitsForOthers() {
        return locksGaps();
    }

    /**
     * Returns a condition that is false where a transaction may not see an intent that was committed after it began.
     * Such a one reads nothing of the table: under PostgreSQL's SERIALIZABLE each read is a conflict, and MariaDB
     * locks the gap where it finds nothing.
     */
    String seesOthers() {
        return this == POSTGRESQL
                ? " and current_setting('transaction_isolation') in ('read committed', 'read uncommitted')"
                : "";
    }

    /** Tells whether the connection's transaction sees, and so can delete, an intent committed after it began. */
    boolean seesOthers(Connection connection) throws SQLException {
        return this == POSTGRESQL || connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED;
    }

    /**
     * Returns what adds an empty text to a query of texts in a transaction that does not see what others committed since
     * it began; empty where {@link #isSnapshot} tells it.
     */
    String orSnapshot() {
        return switch (this) {
            case POSTGRESQL ->
                " union all select '' where current_setting('transaction_isolation')"
                        + " not in ('read committed', 'read uncommitted')";
            // Serializable reads lock, and see all.
            case MARIADB -> " union all select '' from dual where @@tx_isolation = 'REPEATABLE-READ'";
            case MYSQL -> " union all select '' from dual where @@transaction_isolation = 'REPEATABLE-READ'";
            case H2, ORACLE, SQL_SERVER -> "";
        };
    }

    /** Tells whether the connection's transaction is such a one, where its driver knows that without a statement. */
    boolean isSnapshot(Connection connection) throws SQLException {
        // Not SQL Server, where another connection's reads may wait for the very transaction that asks.
        return (this == H2 || this == ORACLE)
                && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED;
    }

    /** Returns the statements that make the table. */
    List<String> definition(String table) {
        String resource = file();
        try (InputStream in = Objects.requireNonNull(Database.class.getResourceAsStream(resource), resource)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .reduce("", (text, line) -> text + line + "\n");
            String index = table.substring(table.lastIndexOf('.') + 1);
            return Stream.of(script.replace("stored_file_journal_due", index + "_due")
                            .replace("stored_file_journal ", table + " ")
                            .split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new StoredFileException(resource + " could not be read", e);
        }
    }
}
