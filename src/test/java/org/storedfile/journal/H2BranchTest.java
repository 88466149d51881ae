package org.storedfile.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Branches in doubt on H2, which keeps them in a file when its process dies, and not when only their connection ends. */
class H2BranchTest extends BranchContract {
    @TempDir
    Path folder;

    /** Those of the standard, and one that only H2 has. */
    static Stream<Integer> levels() {
        return H2JournalTest.levels();
    }

    @Override
    DataSource create() {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:" + folder.resolve("branches") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        return file;
    }

    @Override
    XADataSource xa() {
        return (JdbcDataSource) source;
    }

    @Override
    void die(XAConnection connection) throws SQLException {
        shutdown();
    }

    @AfterEach
    void shutdown() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        }
    }
}
