package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileLocation;

/** The reaper on PostgreSQL; and what it does about branches of XA transactions that are prepared and in doubt. */
class PostgresReaperTest extends ReaperContract {
    @Override
    DataSource create() throws SQLException {
        return new Postgres().create();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_keeps_its_upload_until_it_is_committed(int level) throws SQLException {
        FileLocation file = prepared(level, "upload-committed");

        reapAll();
        assertThat(exists(file)).isTrue();
        TestDatabase.execute(source, "commit prepared 'upload-committed" + level + "'");
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_keeps_its_upload_until_it_is_rolled_back(int level) throws SQLException {
        FileLocation file = prepared(level, "upload-rolled-back");

        reapAll();
        assertThat(exists(file)).isTrue();
        TestDatabase.execute(source, "rollback prepared 'upload-rolled-back" + level + "'");
        reapAll();

        assertThat(exists(file)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_removes_nothing_until_it_is_committed(int level) throws SQLException {
        FileLocation file = location();
        write(file);
        try (Connection connection = begin(level)) {
            journal.begin().remove(connection, Map.of(file, Duration.ZERO), Set.of());
            prepare(connection, "removal" + level);
        }

        reapAll();
        assertThat(exists(file)).isTrue();
        TestDatabase.execute(source, "commit prepared 'removal" + level + "'");
        reapAll();

        assertThat(exists(file)).isFalse();
    }

    private FileLocation prepared(int level, String name) throws SQLException {
        FileLocation file = location();
        try (Connection connection = begin(level)) {
            stored(connection, file);
            prepare(connection, name + level);
        }
        return file;
    }

    private static void prepare(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("prepare transaction '" + name + "'");
        }
    }
}
