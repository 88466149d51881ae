package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** The journal where the pool has few connections, each of them in use by a transaction that waits for the journal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmallPoolTest {
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @CsvSource({"2, 2, false", "2, 8, false", "10, 10, false", "2, 2, true", "2, 8, true", "10, 10, true"})
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

    @Test
    void one_connection_will_do_where_the_journal_has_its_own() {
        Unit made = Unit.of(Album.class).connections(1);
        made.files(files ->
                files.journal(JournalSettings.builder().dataSource(made.apart()).build()));
        try (Unit unit = made.start()) {
            inThreads(4, () -> round(unit));

            assertThat(unit.storage().keys()).hasSize(4 * ROUNDS);
        }
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
