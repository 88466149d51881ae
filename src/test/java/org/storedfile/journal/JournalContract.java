package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Key;

/** What the journal does on every database and at every isolation level of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class JournalContract extends FlushContract {
    @ParameterizedTest
    @MethodSource("levels")
    void a_committed_upload_leaves_no_row_and_keeps_its_object(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = stored(connection, file);
            assertThat(transaction.lost(connection, Set.of())).isEmpty();
            connection.commit();
            transaction.committed();
        }

        assertThat(rows(file)).isEmpty();
        reapAll();
        assertThat(exists(file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_committed_upload_whose_process_died_keeps_its_object(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            stored(connection, file);
            connection.commit();
        }
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void an_upload_whose_process_died_is_removed(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            stored(connection, file);
            connection.rollback();
        }
        reapAll();

        assertThat(exists(file)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void an_upload_in_flight_is_left_alone_however_old_it_is(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = storedOverdue(connection, file);
            reapAll();
            assertThat(exists(file)).isTrue();
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_rollback_removes_the_object_at_once(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = stored(connection, file);
            connection.rollback();
            transaction.rolledBack(Set.of(file), true);
        }

        assertThat(exists(file)).isFalse();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_rollback_that_was_none_removes_nothing(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = stored(connection, file);
            connection.commit();
            transaction.rolledBack(Set.of(file), true);
        }

        assertThat(exists(file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_rollback_that_is_reported_while_the_transaction_lives_removes_nothing(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = stored(connection, file);
            transaction.rolledBack(Set.of(file), true);
            assertThat(exists(file)).isTrue();
            connection.commit();
        }
        reapAll();

        assertThat(exists(file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_rollback_to_a_savepoint_is_noticed(int level) throws SQLException {
        FileLocation file = location();

        try (Connection connection = begin(level)) {
            Savepoint savepoint = connection.setSavepoint();
            JournalTransaction transaction = stored(connection, file);
            connection.rollback(savepoint);

            assertThat(transaction.lost(connection, Set.of())).containsExactly(file);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_transaction_that_comes_too_late_is_refused(int level) throws SQLException {
        FileLocation file = location();
        journal.intend(Set.of(file), Duration.ZERO);
        reapAll();

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();

            assertThatThrownBy(() -> transaction.claim(connection, Set.of(file)))
                    .isInstanceOfAny(StoredFileException.class, SQLException.class);
            connection.rollback();
        }
    }

    @Test
    void an_abandoned_upload_is_removed_again_after_a_while() throws SQLException, IOException {
        FileLocation file = location();
        abandon(file);
        reapAll();
        assertThat(exists(file)).isFalse();

        // It outlived its lock.
        write(file);
        journal.reap();
        assertThat(exists(file)).isTrue();
        makeDue();
        journal.reap();

        assertThat(exists(file)).isFalse();
        settle();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void an_upload_that_outlived_its_connection_and_all_rows_of_it_is_removed(int level) throws SQLException {
        FileLocation file = location();
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.intend(Set.of(file), own(connection), "");
            connection.rollback();
            reapAll();
            reapAll();
            assertThat(rows(file)).isEmpty();
            write(file);

            JournalTransaction.Own lost = work -> {
                throw new StoredFileException("the server closed the connection");
            };
            assertThatThrownBy(() -> transaction.written(Set.of(file), lost, Duration.ofMinutes(1)))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageStartingWith("the transaction was lost while it stored files for longer than PT1M");
            assertThat(transaction.lost(connection, Set.of())).contains(file);
        }
        reapAll();

        assertThat(exists(file)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void an_upload_that_took_long_stays_if_its_transaction_lives(int level) throws SQLException {
        FileLocation file = location();
        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.intend(Set.of(file), own(connection), "");
            reapAll();
            write(file);
            transaction.written(Set.of(file), own(connection), Duration.ofMinutes(1));
            connection.commit();
        }
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(rows(file)).isEmpty();
    }

    @Test
    void a_young_intent_is_left_alone() {
        FileLocation file = location();
        journal.intend(Set.of(file), Duration.ofMinutes(1));
        write(file);

        journal.reap();

        assertThat(exists(file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_a_transaction_gave_up_goes_when_it_is_committed(int level) throws SQLException {
        FileLocation file = location();
        write(file);

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.remove(connection, Map.of(file, Duration.ZERO), Set.of());
            reapAll();
            assertThat(exists(file)).isTrue();
            connection.commit();
            transaction.committed();
        }

        assertThat(exists(file)).isFalse();
        settle();
        assertThat(rows(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_a_transaction_gave_up_stays_if_a_reported_commit_was_none(int level) throws SQLException {
        FileLocation file = location();
        write(file);

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.remove(connection, Map.of(file, Duration.ZERO), Set.of());
            connection.rollback();
            transaction.committed();
        }

        assertThat(exists(file)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_a_transaction_gave_up_goes_although_its_process_died(int level) throws SQLException {
        FileLocation file = location();
        write(file);

        try (Connection connection = begin(level)) {
            journal.begin().remove(connection, Map.of(file, Duration.ZERO), Set.of());
            connection.commit();
        }
        journal.reap();

        assertThat(exists(file)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_removal_for_later_waits_and_can_be_taken_back(int level) throws SQLException {
        FileLocation waits = location();
        FileLocation back = location();
        write(waits);
        write(back);

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.remove(connection, Map.of(waits, Duration.ofHours(1), back, Duration.ofHours(1)), Set.of());
            connection.commit();
            transaction.committed();
        }
        journal.reap();
        assertThat(exists(waits)).isTrue();
        try (Connection connection = begin(level)) {
            journal.begin().bringBack(connection, Set.of(back), System.nanoTime(), "the test");
            connection.commit();
        }
        makeDue();
        journal.reap();

        assertThat(exists(waits)).isFalse();
        assertThat(exists(back)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_comes_back_stays_although_the_transaction_may_not_see_that_it_was_given_up(int level)
            throws SQLException {
        FileLocation file = location();
        write(file);

        boolean isBack;
        try (Connection connection = begin(level)) {
            try (Connection other = begin(Connection.TRANSACTION_READ_COMMITTED)) {
                journal.begin().remove(other, Map.of(file, Duration.ofHours(1)), Set.of());
                other.commit();
            }
            isBack = isBroughtBack(connection, file);
        }
        reapAll();

        assertThat(exists(file)).isEqualTo(isBack);
        assertThat(isBack || level > Connection.TRANSACTION_READ_COMMITTED).isTrue();
    }

    private boolean isBroughtBack(Connection connection, FileLocation file) throws SQLException {
        try {
            journal.begin().bringBack(connection, Set.of(file), System.nanoTime(), "the test");
            connection.commit();
            return true;
        } catch (StoredFileException | SQLException e) {
            // Some databases tell by themselves that the transaction is too old.
            connection.rollback();
            return false;
        }
    }

    @Test
    void what_came_back_before_a_rollback_to_a_savepoint_is_lost() throws SQLException {
        FileLocation file = location();
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().remove(connection, Map.of(file, Duration.ofHours(1)), Set.of());
            connection.commit();
        }

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            Savepoint before = connection.setSavepoint();
            transaction.bringBack(connection, Set.of(file), System.nanoTime(), "the test");
            assertThat(transaction.lost(connection, Set.of())).isEmpty();
            connection.rollback(before);

            assertThat(transaction.lost(connection, Set.of())).containsExactly(file);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_comes_back_and_is_not_held_after_all_goes_when_it_would_have(int level) throws SQLException {
        FileLocation file = location();
        FileLocation legacy = location();
        recorded(file);
        String row = row(file);

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(file, legacy), System.nanoTime(), "the test");
            transaction.remove(connection, Map.of(), Set.of(file, legacy));
            assertThat(transaction.lost(connection, Set.of())).isEmpty();
            transaction.remove(connection, Map.of(), Set.of(file, legacy));
            connection.commit();
            transaction.committed();
        }

        assertThat(row(file)).isEqualTo(row);
        assertThat(rows(legacy)).isEmpty();
    }

    @Test
    void what_is_held_again_after_that_is_not_removed() throws SQLException {
        FileLocation file = location();
        FileLocation again = location();
        FileLocation given = location();
        recorded(file);
        recorded(again);
        recorded(given);

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(file, again, given), System.nanoTime(), "the test");
            transaction.remove(connection, Map.of(), Set.of(file, again, given));
            transaction.bringBack(connection, Set.of(again), System.nanoTime(), "the test");
            transaction.remove(connection, Map.of(given, Duration.ofHours(2)), Set.of());
            connection.commit();
        }

        assertThat(rows(file)).isEmpty();
        assertThat(rows(again)).isEmpty();
        assertThat(row(given)).endsWith(" 7200000");
    }

    @Test
    void what_came_back_and_is_not_held_does_not_mind_a_rollback_to_a_savepoint() throws SQLException {
        FileLocation file = location();
        recorded(file);
        String row = row(file);

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            Savepoint before = connection.setSavepoint();
            transaction.bringBack(connection, Set.of(file), System.nanoTime(), "the test");
            connection.rollback(before);
            transaction.remove(connection, Map.of(), Set.of(file));
            connection.commit();
        }

        assertThat(row(file)).isEqualTo(row);
    }

    private void recorded(FileLocation file) throws SQLException {
        write(file);
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin().remove(connection, Map.of(file, Duration.ofHours(1)), Set.of());
            connection.commit();
        }
    }

    /** Returns when the removal was recorded, when it is due, and how much later that is. */
    private String row(FileLocation file) throws SQLException {
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            WaitingRemoval row = journal.table().waiting(connection, file).orElseThrow();
            return row.created() + " " + row.due() + " " + (row.due() - row.created());
        }
    }

    @Test
    void what_is_being_stored_is_not_brought_in() throws SQLException {
        FileLocation file = location();

        try (Connection storing = begin(Connection.TRANSACTION_READ_COMMITTED);
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            stored(storing, file);

            assertThatThrownBy(() -> journal.begin().bringBack(connection, Set.of(file), System.nanoTime(), "the test"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining(file + "] cannot be brought in");
        }
    }

    @Test
    void very_many_files_are_one_commit() throws SQLException {
        List<FileLocation> files =
                IntStream.range(0, 1000).mapToObj(any -> location()).toList();
        long before = journal.status().commits();

        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = journal.begin();
            transaction.intend(files, own(connection), "");
            connection.commit();
            transaction.committed();
        }

        assertThat(journal.status().commits() - before).isEqualTo(1);
        assertThat(journal.known(files)).isEmpty();
    }

    @Test
    void intents_of_many_threads_are_committed_together() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 16)
                .mapToObj(any -> new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        journal.intend(Set.of(location()), Duration.ofHours(1));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        JournalStatus status = journal.status();
        assertThat(status.intents()).isEqualTo(800);
        assertThat(status.commits()).isLessThan(400);
        assertThat(status.rows()).containsEntry("intent", 800L);
    }

    @Test
    void rows_of_a_storage_that_is_gone_stay_where_they_are() throws SQLException {
        FileLocation file = new FileLocation("gone", Key.of("a.png"));
        journal.intend(Set.of(file), Duration.ZERO);

        reapAll();

        assertThat(journal.known(Set.of(file))).containsExactly(file);
    }

    @Test
    void another_application_in_the_same_table_is_left_alone() throws SQLException {
        FileLocation file = location();
        abandon(file);
        makeDue();

        try (Journal other =
                journal(journal.settings().with().application("other").build())) {
            other.reap();
        }

        assertThat(exists(file)).isTrue();
    }

    @Test
    void who_has_no_journal_can_read_the_table() throws SQLException {
        FileLocation due = location();
        FileLocation later = location();
        journal.intend(Set.of(due), Duration.ZERO);
        journal.intend(Set.of(later), Duration.ofHours(1));
        Set<FileLocation> all = new HashSet<>();

        try (Connection connection = source.getConnection()) {
            JournalEntries entries = JournalEntries.of(journal.settings());
            entries.each(connection, all::add);

            assertThat(all).containsExactlyInAnyOrder(due, later);
            assertThat(entries.among(connection, Set.of(later, location()))).containsExactly(later);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void what_the_table_has_is_summed_up() throws SQLException {
        List<FileLocation> files = List.of(location(), location());
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            journal.begin()
                    .remove(
                            connection,
                            Map.of(files.get(0), Duration.ZERO, files.get(1), Duration.ofHours(1)),
                            Set.of());
            connection.commit();
        }

        JournalContents.Group group = groups().get(0);

        assertThat(List.of(group.storage(), group.state())).containsExactly("default", "removal");
        assertThat(List.of(group.rows(), group.due())).containsExactly(2L, 1L);
        assertThat(List.of(group.oldest(), group.overdue())).allMatch(age -> age.compareTo(Duration.ofMinutes(1)) < 0);
        assertThat(journal.status().due()).isOne();
    }

    @Test
    void an_upload_that_takes_long_is_not_overdue() throws SQLException {
        try (Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            // As of one that began some time ago.
            FileLocation file = location();
            journal.intend(Set.of(file), Duration.ofSeconds(-30));
            journal.begin().claim(connection, Set.of(file));

            JournalContents.Group group = groups().get(0);

            assertThat(group.state()).isEqualTo("intent");
            assertThat(group.rows()).isOne();
            assertThat(group.due()).isZero();
            assertThat(group.overdue()).isZero();
            assertThat(journal.status().rows()).containsEntry("intent", 1L);
            assertThat(journal.status().due()).isZero();
            assertThat(journal.status().overdue()).isZero();
            connection.rollback();
        }
    }

    @Test
    void an_intent_that_nobody_settled_for_longer_than_uploads_take_is_overdue() throws SQLException {
        journal.intend(List.of(location(), location()), Duration.ofHours(-1));
        journal.intend(Set.of(location()), Duration.ofSeconds(-30));

        JournalContents.Group group = groups().get(0);

        assertThat(List.of(group.rows(), group.due())).containsExactly(3L, 2L);
        assertThat(group.overdue()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(journal.status().due()).isEqualTo(2);
        assertThat(journal.status().overdue()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
    }

    private List<JournalContents.Group> groups() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return JournalEntries.of(journal.settings())
                    .contents(connection, 10)
                    .orElseThrow()
                    .groups();
        }
    }

    @Test
    void where_there_is_no_table_there_is_nothing_to_read() throws SQLException {
        try (Connection connection = source.getConnection()) {
            JournalEntries none = JournalEntries.of(
                    journal.settings().with().table("elsewhere").build());

            assertThat(none.among(connection, Set.of(location()))).isEmpty();
            assertThat(none.contents(connection, 10)).isEmpty();
        }
    }

    @Test
    void a_table_that_is_there_is_taken() {
        try (Journal second =
                journal(journal.settings().with().createTable(false).build())) {
            assertThat(second.status().rows()).isEmpty();
        }
    }

    @Test
    void a_missing_table_is_refused_if_it_may_not_be_created() {
        JournalSettings settings =
                journal.settings().with().table("elsewhere").createTable(false).build();

        assertThatThrownBy(() -> journal(settings))
                .hasMessageContaining("there is no table elsewhere")
                .hasMessageContaining("storedfile.journal.create-table is false")
                .hasMessageContaining("org/storedfile/journal/");
    }

    @Test
    void a_table_of_another_shape_is_refused() throws SQLException {
        TestDatabase.execute(source, "create table wrong (object_key varchar(255) primary key, storage varchar(10))");

        assertThatThrownBy(
                        () -> journal(journal.settings().with().table("wrong").build()))
                .hasMessageContaining("the journal's table wrong does not have the shape that org/storedfile/journal/");
    }

    @Test
    void a_table_without_its_key_is_refused() throws SQLException {
        TestDatabase.execute(source, "create table keyless as select * from stored_file_journal");

        assertThatThrownBy(
                        () -> journal(journal.settings().with().table("keyless").build()))
                .hasMessageContaining("the journal's table keyless has no primary key");
    }
}
