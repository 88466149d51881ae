package org.storedfile.persistence.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The statements that were prepared; in lower case, with no space around {@code =}. Those of the journal are apart. */
public final class SqlLog {
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<String> journal = new CopyOnWriteArrayList<>();

    private volatile Predicate<String> refused = sql -> false;

    /** Has statements fail, as one does that ends in a deadlock; the journal's never. */
    public void refuse(Predicate<String> statements) {
        refused = statements;
    }

    void add(String sql) {
        if (!isOfJournal(sql) && refused.test(sql.toLowerCase(Locale.ROOT))) {
            throw new PersistenceException(new SQLTransactionRollbackException("a deadlock", "40001"));
        }
        List<String> log = isOfJournal(sql) ? journal : statements;
        log.add(sql.toLowerCase(Locale.ROOT).replace(" = ", "="));
    }

    void addIfOfJournal(String sql) {
        if (isOfJournal(sql)) {
            add(sql);
        }
    }

    private static boolean isOfJournal(String sql) {
        return sql.contains("stored_file_journal");
    }

    /** Returns the first words of the journal's statements on the connections of the unit, in order. */
    public List<String> journal() {
        return journal.stream().map(sql -> sql.substring(0, sql.indexOf(' '))).toList();
    }

    /** Returns all statements, in order. */
    public List<String> all() {
        return List.copyOf(statements);
    }

    /** Returns the statements that start with {@code verb}, perhaps in parentheses. */
    public List<String> all(String verb) {
        return statements.stream()
                .filter(sql -> sql.startsWith(verb) || sql.startsWith("(" + verb))
                .toList();
    }

    /** Tells whether the statement asks several rows for their files. */
    public static boolean isOfSeveralRows(String sql) {
        return sql.contains(" in (?, ") || sql.contains(" union all ");
    }

    /** Waits until such a statement is prepared, if none was since the log was cleared. */
    public void await(Predicate<String> awaited) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (all().stream().noneMatch(awaited)) {
            assertThat(System.nanoTime()).as("no such statement came").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Forgets them. */
    public void clear() {
        statements.clear();
        journal.clear();
    }
}
