package org.storedfile.persistence.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The statements that the provider prepared, not those of the journal; in lower case, with no space around {@code =}. */
public final class SqlLog {
    private final List<String> statements = new CopyOnWriteArrayList<>();

    void add(String sql) {
        if (sql.contains("stored_file_journal")) {
            return;
        }
        statements.add(sql.toLowerCase(Locale.ROOT).replace(" = ", "="));
    }

    /** Returns all statements, in order. */
    public List<String> all() {
        return List.copyOf(statements);
    }

    /** Returns the statements that start with {@code verb}. */
    public List<String> all(String verb) {
        return statements.stream().filter(sql -> sql.startsWith(verb)).toList();
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
    }
}
