package org.storedfile.persistence.suite.run;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** The statements that the provider prepared, in lower case, with no space around {@code =}. */
public final class SqlLog {
    private final List<String> statements = new CopyOnWriteArrayList<>();

    void add(String sql) {
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

    /** Forgets them. */
    public void clear() {
        statements.clear();
    }
}
