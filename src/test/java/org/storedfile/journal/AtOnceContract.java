package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileLocation;

/**
 * What transactions do at once, on every database and at every level: none waits for another that has to do with other
 * files, and none for itself. In one thread, so that who waits for a lock waits in vain.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AtOnceContract extends JournalTests {
    @ParameterizedTest
    @MethodSource("levels")
    void who_brought_a_file_in_may_store_others_and_make_variants(int level) throws SQLException {
        FileLocation existing = location();
        FileLocation other = location();
        write(existing);

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(existing), System.nanoTime(), "the test");

            journal.goesWithOriginal(location()).run();
            transaction.intend(List.of(other, location()), own(connection), "the test");
            transaction.intend(List.of(location()), own(connection), "the test");
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(exists(existing)).isTrue();
        assertThat(journal.status().rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void who_took_a_removal_back_may_store_others(int level) throws SQLException {
        FileLocation existing = location();
        write(existing);
        try (Connection connection = begin(level)) {
            journal.begin().remove(connection, Map.of(existing, Duration.ofHours(1)), Set.of());
            connection.commit();
        }

        try (Connection connection = begin(level)) {
            JournalTransaction transaction = journal.begin();
            transaction.bringBack(connection, Set.of(existing), System.nanoTime(), "the test");

            transaction.intend(List.of(location()), own(connection), "the test");
            transaction.intend(files(2), own(connection), "the test");
            connection.commit();
            transaction.committed();
        }
        reapAll();

        assertThat(exists(existing)).isTrue();
        assertThat(journal.status().rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void transactions_give_up_files(int level) throws SQLException {
        try (Connection one = begin(level);
                Connection other = begin(level)) {
            JournalTransaction first = journal.begin();
            JournalTransaction second = journal.begin();

            first.remove(one, Journal.all(files(3), Duration.ZERO), Set.of());
            second.remove(other, Journal.all(files(3), Duration.ZERO), Set.of());
            first.remove(one, Journal.all(files(3), Duration.ZERO), Set.of());
            journal.intend(files(3), Duration.ofHours(1));
            one.commit();
            first.committed();
            other.commit();
            second.committed();
        }
        settle();

        assertThat(journal.status().rows()).containsOnlyKeys("intent");
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void transactions_store_so_many_files_that_they_have_several_rows(int level) throws SQLException {
        List<FileLocation> many = files(500);
        List<FileLocation> more = files(500);

        try (Connection one = begin(level);
                Connection other = begin(level)) {
            JournalTransaction first = journal.begin();
            JournalTransaction second = journal.begin();

            first.intend(many, own(one), "the test");
            second.intend(more, own(other), "the test");
            one.commit();
            first.committed();
            settle();
            other.rollback();
            second.rolledBack(more, true);
        }
        settle();

        assertThat(journal.status().rows()).isEmpty();
    }

    /** Those at which a transaction that was not waited for is not told to try again, either. */
    static Stream<Integer> snapshots() {
        return levels().filter(level -> level < Connection.TRANSACTION_SERIALIZABLE);
    }

    private static List<FileLocation> files(int count) {
        return Stream.generate(JournalTests::location).limit(count).toList();
    }
}
