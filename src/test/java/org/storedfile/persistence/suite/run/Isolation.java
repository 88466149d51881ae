package org.storedfile.persistence.suite.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The isolation level of all transactions of the run, which {@code -Dstoredfile.test.isolation} says as in {@code
 * repeatable read}; without it, that of the database. What {@code snapshot} is to MariaDB, its server calls {@code
 * REPEATABLE-READ} with {@code innodb_snapshot_isolation}, which is off at the others.
 */
public final class Isolation {
    private Isolation() {}

    /** Returns its name in small letters; empty if it is the database's own. */
    public static Optional<String> asked() {
        return Optional.ofNullable(System.getProperty("storedfile.test.isolation"))
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** Tells whether it is {@code serializable}. */
    public static boolean isSerializable() {
        return asked().filter("serializable"::equals).isPresent();
    }

    /** Tells whether others wait for who reads a row. */
    public static boolean locksReads() {
        return isSerializable() && Database.isMaria();
    }

    /** Tells whether a transaction is in the way of others that write beside what it reads. */
    public static boolean guardsReads() {
        return isSerializable() && (Database.isMaria() || Database.isPostgres());
    }

    /** Returns what asks the database for it, in words of its own. */
    public static String query() {
        if (Database.isPostgres()) {
            return "select current_setting('transaction_isolation')";
        }
        return Database.isMaria()
                ? "select concat(@@tx_isolation, ' ', @@innodb_snapshot_isolation)"
                : "select isolation_level from information_schema.sessions where session_id = session_id()";
    }

    static String ofH2() {
        return asked().map(name -> ";INIT=set session characteristics as transaction isolation level " + name)
                .orElse("");
    }

    static String ofPostgres() {
        return asked().map(name -> "&options=-c%20default_transaction_isolation=" + name.replace(" ", "%5C%20"))
                .orElse("");
    }

    static List<String> ofMaria() {
        return asked().map(name -> List.of(
                        "--transaction-isolation="
                                + (isSnapshot(name)
                                        ? "REPEATABLE-READ"
                                        : name.replace(' ', '-').toUpperCase(Locale.ROOT)),
                        // Loose: a server of before 10.6.18 does not know it.
                        "--loose-innodb-snapshot-isolation=" + (isSnapshot(name) ? "ON" : "OFF")))
                .orElse(List.of());
    }

    private static boolean isSnapshot(String name) {
        return name.equals("snapshot");
    }
}
