package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.persistence.suite.run.Unit;

/** The journal where the pool has few connections, each of them in use by a transaction that waits for the journal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmallPoolTest {
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @CsvSource({"2, 2, false", "2, 8, false", "10, 10, false", "2, 2, true", "2, 8, true", "10, 10, true"})
    @MayBeRefused
    void threads_store_replace_and_remove_at_once(int connections, int threads, boolean isJta) {
        Unit made = Unit.of(Album.class).connections(connections);
        try (Unit unit = (isJta ? made.jta() : made).start()) {
            inThreads(threads, () -> round(unit));

            assertThat(unit.storage().keys()).hasSize(threads * ROUNDS);
            settle();
            assertThat(unit.rows("select object_key from stored_file_journal where state <> 'marker'"))
                    .isEmpty();
        }
    }

    @Test
    void one_connection_is_refused_at_start() {
        Unit unit = Unit.of(Album.class).connections(1);

        assertThatThrownBy(unit::start)
                .hasStackTraceContaining("the journal needs a connection of its own, and ")
                .hasStackTraceContaining("allow it two or more, or set storedfile.journal.data-source");
    }

    @Test
    void a_unit_that_is_refused_does_not_count_as_running() {
        List<FileTables> before = FileTables.running();
        Unit unit = Unit.of(Album.class).connections(1);

        assertThatThrownBy(unit::start).hasStackTraceContaining("the journal needs a connection of its own");

        assertThat(before).containsAll(FileTables.running());
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "10, false", "1, true", "2, true", "10, true"})
    void as_many_connections_as_threads_will_do_where_the_journal_has_its_own(int connections, boolean isJta) {
        Unit made = Unit.of(Album.class).connections(connections);
        made.files(files ->
                files.journal(JournalSettings.builder().dataSource(made.apart()).build()));
        try (Unit unit = (isJta ? made.jta() : made).start()) {
            allAtOnce(unit, connections);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void as_many_connections_as_threads_will_do_where_the_unit_has_a_non_jta_data_source(int connections) {
        assumeTrue(
                System.getProperty("storedfile.test.provider", "hibernate").equals("eclipselink"),
                "Hibernate drops a non-JTA data source where there is a JTA one");
        try (Unit unit =
                Unit.of(Album.class).connections(connections).jta().nonJta().start()) {
            allAtOnce(unit, connections);
        }
    }

    @Test
    void more_threads_than_connections_wait_for_each_other_where_the_journal_has_its_own() {
        Unit made = Unit.of(Album.class).connections(1);
        made.files(files ->
                files.journal(JournalSettings.builder().dataSource(made.apart()).build()));
        try (Unit unit = made.start()) {
            inThreads(4, () -> round(unit));

            assertThat(unit.storage().keys()).hasSize(4 * ROUNDS);
        }
    }

    /** Has each connection in use by a transaction when one of them needs the journal. */
    private static void allAtOnce(Unit unit, int connections) {
        assumeFalse(connections > 1 && Isolation.guardsReads(), "each counts the rows, and the others add some");
        Meeting[] meetings = Stream.generate(() -> new Meeting(connections))
                .limit(6 * ROUNDS)
                .toArray(Meeting[]::new);
        inThreads(connections, () -> {
            Iterator<Meeting> next = List.of(meetings).iterator();
            for (int i = 0; i < ROUNDS; i++) {
                Album kept = new Album(FileRef.of("front.png", "front"));
                unit.commit(em -> persist(em, next.next(), kept));
                unit.commit(em -> find(em, next.next(), kept).cover = FileRef.of("back.png", "back"));
                unit.rollback(em -> persist(em, next.next(), new Album(FileRef.of("lost.png", "lost"))));
                unit.rollback(em -> find(em, next.next(), kept).cover = FileRef.of("lost.png", "lost"));
                Album gone = unit.save(new Album(FileRef.of("gone.png", "gone")));
                unit.rollback(em -> em.remove(find(em, next.next(), gone)));
                unit.commit(em -> em.remove(find(em, next.next(), gone)));
            }
        });

        assertThat(unit.storage().keys())
                .hasSize(connections * ROUNDS)
                .allMatch(key -> key.contains("back_"))
                .containsExactlyInAnyOrderElementsOf(unit.rows("select cover from Album"));
        settle();
        assertThat(unit.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    private static void persist(EntityManager em, Meeting meeting, Album album) {
        count(em);
        meeting.join();
        em.persist(album);
    }

    private static Album find(EntityManager em, Meeting meeting, Album album) {
        Album found = em.find(Album.class, album.id);
        count(em);
        meeting.join();
        return found;
    }

    // No cache answers that, so the transaction has its connection.
    private static void count(EntityManager em) {
        assertThat(em.createQuery("select count(a) from Album a").getSingleResult())
                .isNotNull();
    }

    private static void round(Unit unit) {
        for (int i = 0; i < ROUNDS; i++) {
            Album kept = unit.save(new Album(FileRef.of("front.png", "front")));
            unit.commit(em -> em.find(Album.class, kept.id).cover = FileRef.of("back.png", "back"));
            Album gone = unit.save(new Album(FileRef.of("gone.png", "gone")));
            unit.commit(em -> em.remove(em.find(Album.class, gone.id)));
        }
    }

    /** Waits for what the journal tidies up after a commit has returned. */
    private static void settle() {
        Journal.of(StoredFiles.current()).forEach(Journal::status);
    }

    private static void inThreads(int count, Runnable work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> all.add(CompletableFuture.runAsync(work, task -> new Thread(task).start())));
        all.forEach(CompletableFuture::join);
    }
}
