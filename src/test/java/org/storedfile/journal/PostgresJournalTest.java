package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;

/** The journal on PostgreSQL. */
class PostgresJournalTest extends JournalContract {
    @Override
    DataSource create() throws SQLException {
        return new Postgres().create();
    }

    @Test
    void a_key_is_found_by_the_primary_key_although_the_table_was_emptied() throws SQLException {
        List<FileLocation> many =
                Stream.generate(JournalTests::location).limit(100).toList();
        for (FileLocation file : many) {
            journal.intend(List.of(file), Duration.ofHours(1));
        }

        try (Connection connection = source.getConnection()) {
            journal.table().delete(connection, many, State.INTENT);
        }
        TestDatabase.execute(source, "vacuum analyze stored_file_journal");

        assertThat(plan("delete from stored_file_journal where object_key in ('a') and storage = 'b' and application ="
                        + " 'c' and state in ('intent')"))
                .contains("Index Scan using stored_file_journal_pkey");
        assertThat(plan("select object_key, storage, state, attempts from stored_file_journal where object_key in ('a',"
                        + " 'b') and storage = 'b' and application = 'c' and state in ('intent', 'taken', 'reaped')"))
                .contains("Index Scan using stored_file_journal_pkey");
    }

    private String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("explain " + sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
