package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.persistence.suite.model.Tape;
import org.storedfile.persistence.suite.model.Tape.Box;
import org.storedfile.persistence.suite.model.Tape.Film;
import org.storedfile.persistence.suite.model.Tape.Reel;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Revisions that a transaction with a snapshot does not see keep their files nevertheless. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotHistoryTest {
    // MariaDB's serializable transactions lock what they read, and see all; H2's others see what they did not look at
    // yet.
    private static final int SNAPSHOT =
            Unit.isOnMaria() ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE;

    private final List<String> ofJournal = new CopyOnWriteArrayList<>();
    private @Nullable Unit started;

    @AfterEach
    void end() {
        if (started != null) {
            started.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @MayBeRefused
    void a_file_that_came_by_way_of_a_revision_since_the_transaction_began_stays(boolean isJta) {
        assumeTrue(Unit.isOnMaria(), "others do not let a transaction change what its snapshot does not show");
        Unit unit = start(isJta ? audited().jta() : audited());
        Film owner = unit.save(new Film());
        Film tape = new Film();
        tape.sound = FileRef.of("sound.wav", "sound");

        try (Work slow = begin(unit, Connection.TRANSACTION_REPEATABLE_READ)) {
            meanwhile(() -> unit.save(tape));
            meanwhile(() -> unit.commit(em -> {
                Film found = em.find(Film.class, tape.id);
                em.find(Film.class, owner.id).notes.add(found.sound);
                found.sound = null;
            }));
            slow.em().remove(slow.em().find(Film.class, owner.id));
            slow.commit();
        }

        assertThat(unit.rows("select notes from Tape_notes")).isEmpty();
        assertThat(unit.storage().keys()).containsExactly(tape.sound.key());
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void a_file_that_a_stale_entity_brought_into_a_revision_since_the_transaction_began_stays(int level) {
        assumeTrue(level <= SNAPSHOT, "what was read is locked");
        Unit unit = start(audited());

        FileRef file = giveUpWhatARevisionCameToReferTo(unit, level);

        assertThat(unit.storage().keys()).contains(file.key());
    }

    @Test
    void it_goes_where_the_journal_does_not_see_the_history() {
        Unit unit = audited();
        unit.files(files -> files.journal(JournalSettings.builder()
                .table(unit.schema() + ".stored_file_journal")
                .dataSource(unit.apart("beside"))
                .build()));
        start(unit);

        FileRef file = giveUpWhatARevisionCameToReferTo(unit, SNAPSHOT);

        assertThat(unit.storage().keys()).doesNotContain(file.key()).isNotEmpty();
    }

    @Test
    void it_stays_where_the_journal_cannot_be_asked() {
        Unit unit = audited();
        unit.files(files -> files.journal(JournalSettings.builder()
                .dataSource(unit.apart(SnapshotHistoryTest::refuseHistory))
                .build()));
        start(unit);

        FileRef file = giveUpWhatARevisionCameToReferTo(unit, SNAPSHOT);

        assertThat(unit.storage().keys()).contains(file.key());
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "4, 6", "8, 6"})
    void the_journal_is_asked_only_by_a_transaction_with_a_snapshot(int level, int queries) {
        assumeTrue(level <= SNAPSHOT, "what was read is locked");
        Unit unit = audited();
        unit.files(files -> files.journal(
                JournalSettings.builder().dataSource(unit.apart(ofJournal::add)).build()));
        start(unit);
        Film film = new Film();
        film.cover = FileRef.of("cover.png", "cover");
        unit.save(film);
        unit.sql().clear();
        ofJournal.clear();

        try (Work work = begin(unit, level)) {
            work.em().find(Film.class, film.id).cover = null;
            work.commit();
        }

        assertThat(unit.sql().all("select").stream().filter(SnapshotHistoryTest::isOfHistory))
                .hasSize(6);
        assertThat(unit.sql().all("select").stream().filter(sql -> sql.contains("isolation")))
                .hasSizeLessThan(2);
        assertThat(ofJournal.stream().filter(SnapshotHistoryTest::isOfHistory)).hasSize(queries);
        assertThat(unit.storage().keys()).isEmpty();
    }

    @Test
    void it_is_asked_although_all_other_connections_of_the_pool_are_in_use() {
        Unit unit = start(audited().connections(2));

        List<CompletableFuture<Void>> all = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> saveAndRemove(unit), task -> new Thread(task).start()))
                .limit(4)
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(unit.storage().keys()).isEmpty();
    }

    private static void saveAndRemove(Unit unit) {
        for (int i = 0; i < 3; i++) {
            Reel reel = new Reel();
            reel.leader = FileRef.of("leader.wav", "leader");
            unit.save(reel);
            try (Work work = begin(unit, SNAPSHOT)) {
                work.em().remove(work.em().find(Reel.class, reel.id));
                work.commit();
            }
        }
    }

    /**
     * Has a file move to an attribute without a history, a revision refer to it for the first time, written by who loaded
     * its former owner before, and the file given up by who began before that.
     */
    private static FileRef giveUpWhatARevisionCameToReferTo(Unit unit, int level) {
        Film tape = new Film();
        tape.sound = FileRef.of("sound.wav", "sound");
        unit.save(tape);
        Film owner = unit.save(new Film());
        unit.commit(em -> em.createNativeQuery("delete from Film_AUD").executeUpdate());

        try (Work stale = begin(unit, Connection.TRANSACTION_READ_COMMITTED)) {
            Film loaded = stale.em().find(Film.class, tape.id);
            unit.commit(em -> {
                Film found = em.find(Film.class, tape.id);
                em.find(Film.class, owner.id).cover = found.sound;
                found.sound = null;
            });
            try (Work slow = begin(unit, level)) {
                loaded.label = FileRef.of("label.png", "label");
                stale.commit();
                slow.em().find(Film.class, owner.id).cover = null;
                slow.commit();
            }
        }
        assertThat(unit.rows("select sound from Film_AUD")).contains(tape.sound.key());
        return tape.sound;
    }

    private Unit start(Unit unit) {
        started = unit.start();
        return started;
    }

    private static Unit audited() {
        return Unit.of(Tape.class, Box.class, Film.class, Reel.class);
    }

    private static void refuseHistory(String sql) {
        if (isOfHistory(sql)) {
            throw new IllegalStateException("the connection broke");
        }
    }

    private static boolean isOfHistory(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("_aud where ") || lower.contains("from old_");
    }

    // A transaction manager has one transaction in each thread.
    private static void meanwhile(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    /** Begins a transaction, in the database, too. */
    private static Work begin(Unit unit, int level) {
        Work work = unit.begin();
        work.em().unwrap(Session.class).doWork(connection -> connection.setTransactionIsolation(level));
        work.em().createNativeQuery("select id from Film").getResultList();
        return work;
    }
}
