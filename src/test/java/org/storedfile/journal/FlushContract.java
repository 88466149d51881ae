package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Key;

/** What the journal does for the files of one flush, which share a row, on every database and at every level. */
abstract class FlushContract extends AtOnceContract {
    private final List<FileLocation> files =
            Stream.generate(JournalTests::location).limit(3).toList();

    private JournalTransaction allStored(Connection connection) {
        JournalTransaction transaction = journal.begin();
        transaction.intend(files, own(connection), "");
        files.forEach(this::write);
        return transaction;
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_of_a_committed_flush_stay_and_leave_no_row(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = allStored(connection);
            assertThat(transaction.lost(connection, Set.of())).isEmpty();
            assertThat(journal.status().rows()).containsEntry("intent", 1L);
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(files).allMatch(this::exists);
        assertThat(journal.known(files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_of_a_committed_flush_stay_although_its_process_died(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            allStored(connection);
            connection.commit();
        }
        reapAll();

        assertThat(files).allMatch(this::exists);
        assertThat(journal.known(files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_of_a_flush_whose_process_died_are_removed_all_and_twice(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            allStored(connection);
            connection.rollback();
        }
        reapAll();
        assertThat(files).noneMatch(this::exists);
        files.forEach(this::write);
        reapAll();

        assertThat(files).noneMatch(this::exists);
        assertThat(journal.known(files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_of_a_flush_in_flight_are_left_alone(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = allStored(connection);
            reapAll();
            assertThat(files).allMatch(this::exists);
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(files).allMatch(this::exists);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_rollback_removes_all_files_of_the_flush_at_once(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = allStored(connection);
            connection.rollback();
            transaction.rolledBack(files, true);
        }

        assertThat(files).noneMatch(this::exists);
        assertThat(journal.known(files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void all_files_of_a_flush_are_lost_by_a_rollback_to_a_savepoint(int level) throws SQLException {
        try (Connection connection = begin(level)) {
            Savepoint savepoint = connection.setSavepoint();
            JournalTransaction transaction = allStored(connection);
            assertThat(transaction.lost(connection, Set.copyOf(files))).isEmpty();
            connection.rollback(savepoint);

            assertThat(transaction.lost(connection, Set.of())).containsExactlyInAnyOrderElementsOf(files);
            connection.rollback();
        }
    }

    @Test
    void a_file_of_a_flush_is_not_brought_in_while_it_is_stored_or_removed() throws SQLException {
        FileLocation one = files.get(1);

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            allStored(storing);
            requireBusy(connection, one);
            storing.rollback();
        }
        reapAll();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            requireBusy(connection, one);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_whose_rows_are_not_tidied_up_since_their_commit_can_be_brought_in(int level) throws SQLException {
        FileLocation alone = location();
        try (Connection connection = begin(level)) {
            allStored(connection);
            journal.begin().intend(Set.of(alone), own(connection), "");
            connection.commit();
        }

        try (Connection connection = begin(level)) {
            journal.begin().bringBack(connection, Set.of(files.get(1), alone), System.nanoTime(), "the test");
            connection.commit();
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_that_others_are_storing_cannot_be_brought_in(int level) throws SQLException {
        FileLocation alone = location();
        try (Connection storing = begin(level);
                Connection connection = begin(level)) {
            allStored(storing);
            journal.begin().intend(Set.of(alone), own(storing), "");

            requireBusy(connection, alone);
            requireBusy(connection, files.get(1));
            storing.rollback();
            connection.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void files_that_the_transaction_stored_can_be_brought_in(int level) throws SQLException {
        FileLocation alone = location();
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = allStored(connection);
            transaction.intend(Set.of(alone), own(connection), "");

            transaction.bringBack(connection, Set.of(files.get(1), alone), System.nanoTime(), "the test");
            connection.commit();
        }
    }

    @Test
    void of_files_that_come_in_the_journal_is_asked_once() throws SQLException {
        List.of(files.get(0), files.get(1)).forEach(this::write);
        long known = System.nanoTime();

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(files.get(0)), known, "the test");
            // From now on it answers nothing.
            journal.close();
            transaction.bringBack(connection, Set.of(files.get(1)), known, "the test");
            connection.commit();
        }

        assertThat(files.subList(0, 2)).allMatch(this::exists);
    }

    @Test
    void of_a_file_that_became_known_since_it_is_asked_again() throws SQLException {
        FileLocation before = location();
        write(before);

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(before), System.nanoTime(), "the test");
            allStored(storing);

            assertThatThrownBy(() ->
                            transaction.bringBack(connection, Set.of(files.get(1)), System.nanoTime(), "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining(files.get(1) + "] cannot be brought in");
        }
    }

    @Test
    void a_question_that_failed_makes_no_older_answer_fresh() throws SQLException {
        FileLocation before = location();
        write(before);

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(before), System.nanoTime(), "the test");
            allStored(storing);
            long known = System.nanoTime();
            DataSource good = source;
            breakConnectionOfClerk();
            assertThatThrownBy(() -> transaction.bringBack(connection, Set.of(location()), known, "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("the server is gone");
            source = good;

            assertThatThrownBy(() -> transaction.bringBack(connection, Set.of(files.get(1)), known, "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining(files.get(1) + "] cannot be brought in");
        }
    }

    @Test
    void of_a_file_that_was_being_stored_it_is_asked_again() throws SQLException {
        FileLocation one = files.get(1);

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction other = allStored(storing);
            long known = System.nanoTime();
            JournalTransaction transaction = journal.begin();
            assertThatThrownBy(() -> transaction.bringBack(connection, Set.of(one), known, "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining(one + "] cannot be brought in");
            storing.commit();
            other.committed();

            transaction.bringBack(connection, Set.of(one), known, "the test");
            connection.commit();
        }

        assertThat(exists(one)).isTrue();
    }

    @Test
    void of_very_many_files_that_others_store_none_is_remembered() throws SQLException {
        List<FileLocation> many = Stream.generate(JournalTests::location)
                .limit(InFlushes.REMEMBERED + 1)
                .toList();
        long known = System.nanoTime();

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().intend(many, own(storing), "");
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(files.get(0)), known, "the test");
            journal.close();

            assertThatThrownBy(() -> transaction.bringBack(connection, Set.of(files.get(1)), known, "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("the journal is closed");
        }
    }

    private void breakConnectionOfClerk() {
        source = new ListeningSource(source, sql -> {
                    throw new IllegalStateException("the server is gone");
                })
                .proxy();
        assertThatThrownBy(() -> journal.clerk().call(connection -> {
                    throw new SQLException("so the clerk opens another one");
                }))
                .isInstanceOf(StoredFileException.class);
    }

    private void requireBusy(Connection connection, FileLocation file) throws SQLException {
        assertThatThrownBy(() -> journal.begin().bringBack(connection, Set.of(file), System.nanoTime(), "the test"))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining(file + "] cannot be brought in");
        connection.rollback();
    }

    @Test
    void a_file_that_the_transaction_stored_itself_can_be_brought_in() throws SQLException {
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = allStored(connection);
            transaction.bringBack(connection, Set.of(files.get(0)), System.nanoTime(), "the test");
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(files).allMatch(this::exists);
    }

    @Test
    void all_files_of_a_flush_are_known_to_those_who_look_for_objects_without_rows() throws SQLException {
        Set<FileLocation> all = new HashSet<>();
        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = source.getConnection()) {
            allStored(storing);
            JournalEntries entries = JournalEntries.of(journal.settings());
            entries.each(connection, all::add);

            assertThat(all).containsExactlyInAnyOrderElementsOf(files);
            assertThat(entries.among(connection, Set.of(files.get(2), location())))
                    .containsExactly(files.get(2));
            assertThat(journal.known(files)).containsExactlyInAnyOrderElementsOf(files);
            storing.rollback();
        }
    }

    @Test
    void files_with_the_longest_keys_need_several_rows() throws SQLException {
        List<FileLocation> many = IntStream.range(0, 50)
                .mapToObj(number -> Key.of("\u20ac".repeat(60) + "/" + "\u20ac".repeat(60) + "/" + "\u20ac".repeat(60)
                        + "/" + "\u20ac".repeat(60) + number))
                .map(key -> new FileLocation("default", key))
                .toList();

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.intend(many, own(connection), "");
            many.forEach(this::write);
            assertThat(journal.status().rows()).containsEntry("intent", 25L);
            connection.rollback();
            transaction.rolledBack(many, true);
        }

        assertThat(many).noneMatch(this::exists);
        assertThat(journal.known(many)).isEmpty();
    }

    @Test
    void a_failure_tells_all_files_of_the_flush() throws SQLException {
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            allStored(connection);
            connection.rollback();
        }
        storage.failOn(call -> call.startsWith("delete"));
        reapAll();
        storage.failOn(call -> false);

        try (Connection connection = source.getConnection()) {
            JournalContents.Failure failure = JournalEntries.of(journal.settings())
                    .contents(connection, 10)
                    .orElseThrow()
                    .failures()
                    .get(0);
            assertThat(failure.key())
                    .isEqualTo(String.join(
                            ", ", files.stream().map(file -> file.key().value()).toList()));
        }
    }
}
