package org.storedfile.persistence.suite.run;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** The statements that Hibernate prepared, in lower case. */
public final class SqlLog implements StatementInspector {
    private static final long serialVersionUID = 1;

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @Override
    public String inspect(String sql) {
        statements.add(sql.toLowerCase(Locale.ROOT));
        return sql;
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
