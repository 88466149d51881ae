package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that the journal is tested on. */
abstract class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Returns an empty database or schema; what is open of it ends with the JVM. */
    abstract DataSource create() throws SQLException;

    static String name() {
        return "journal" + NUMBER.incrementAndGet();
    }

    static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
