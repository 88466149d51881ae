package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;

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

    // A read of what is not there is one of its neighbourhood, in which another transaction then writes.
    @Test
    void serializable_transactions_that_give_up_files_are_no_conflict() throws SQLException {
        FileLocation one = location();
        FileLocation more = location();
        FileLocation others = location();

        try (Connection first = begin(Connection.TRANSACTION_SERIALIZABLE);
                Connection second = begin(Connection.TRANSACTION_SERIALIZABLE)) {
            JournalTransaction transaction = journal.begin();
            transaction.remove(first, Map.of(one, Duration.ofHours(1)), Set.of());
            journal.begin().remove(second, Map.of(others, Duration.ofHours(1)), Set.of());
            transaction.remove(first, Map.of(one, Duration.ofHours(1), more, Duration.ofHours(1)), Set.of());
            second.commit();
            first.commit();
        }

        assertThat(journal.known(Set.of(one, more, others))).containsExactlyInAnyOrder(one, more, others);
    }

    @Test
    void what_is_due_is_found_by_its_time_among_many_that_are_not() throws SQLException {
        TestDatabase.execute(
                source,
                "insert into stored_file_journal (object_key, storage, application, state, created_at, due_at) select"
                        + " 'kept/' || n, 'default', '', 'removal', 0, 9000000000000 + n from generate_series(1, 10000)"
                        + " as n");
        TestDatabase.execute(source, "analyze stored_file_journal");
        DataSource plain = source;
        List<String> prepared = new CopyOnWriteArrayList<>();
        source = new ListeningSource(plain, prepared::add).proxy();

        try (Journal node = journal(journal.settings())) {
            prepared.clear();
            node.reap();
        }
        source = plain;

        List<String> byTime =
                prepared.stream().filter(sql -> sql.contains("due_at <=")).toList();
        assertThat(byTime)
                .hasSize(2)
                .allSatisfy(sql -> assertThat(plan(sql.replace("?", "'default'")))
                        .contains("Index Scan using stored_file_journal_due")
                        .contains("Index Cond: (due_at <="));
    }

    @Test
    void rows_of_many_flushes_are_read_a_few_at_a_time() throws SQLException {
        TestDatabase.execute(
                source,
                "insert into stored_file_journal (object_key, storage, application, state, created_at, due_at,"
                        + " flush_keys) select '" + Intent.SEVERAL + "' || n, 'default', '', 'taken', 0, 0, 'a/' || n"
                        + " from generate_series(1, 3000) as n");
        Set<Boolean> isReading = new HashSet<>();
        Set<FileLocation> files = new HashSet<>();

        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            journal.table().unsettledFlushes(connection, row -> {
                if (files.isEmpty()) {
                    isReading.add(hasOpenCursor(connection));
                }
                files.addAll(row.locations());
            });
        }

        assertThat(files).hasSize(3000);
        assertThat(isReading).containsExactly(true);
    }

    private static boolean hasOpenCursor(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 1 from pg_cursors where statement like '%flush_keys is not null%' and name <> ''")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_may_create_tables_and_not_read_this_one_is_told_so() throws SQLException {
        TestDatabase.execute(
                source,
                "create role blind; do $$ begin execute 'grant all on schema ' || current_schema() || ' to blind'; end"
                        + " $$");
        PGSimpleDataSource blind = new PGSimpleDataSource();
        blind.setURL(((PGSimpleDataSource) source).getURL());
        blind.setUser("postgres");
        blind.setOptions("-c role=blind");
        source = blind;

        assertThatThrownBy(() -> journal(journal.settings()))
                .isInstanceOf(StoredFileException.class)
                .hasMessage("the journal's table stored_file_journal could not be read: ERROR: permission denied for"
                        + " table stored_file_journal");
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
