package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** The server ends the journal's connection while transactions have all others of the pool. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LostJournalConnectionTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_flush_goes_on_with_another_connection(boolean isJta) {
        Unit made = Unit.of(Album.class).connections(2);
        try (Unit unit = (isJta ? made.jta() : made).start()) {
            unit.save(new Album(FileRef.of("before.png", "before")));

            unit.commit(em -> {
                em.persist(new Album(null));
                em.flush();
                unit.endIdleConnections();
                em.persist(new Album(FileRef.of("front.png", "front")));
            });

            assertSettled(unit, 2);
        }
    }

    @Test
    void a_flush_fails_while_others_have_taken_its_place_in_the_pool_and_works_once_they_end() throws SQLException {
        try (Unit unit = Unit.of(Album.class).connections(2).start()) {
            unit.save(new Album(FileRef.of("before.png", "before")));

            CompletableFuture<Connection> taken = new CompletableFuture<>();
            try (Work work = unit.begin()) {
                work.em().persist(new Album(null));
                work.em().flush();
                unit.endIdleConnections();
                awaitTurn(unit, taken);
                work.em().persist(new Album(FileRef.of("lost.png", "lost")));

                assertThatThrownBy(() -> work.em().flush())
                        .hasStackTraceContaining("the journal could not be written through ")
                        .hasStackTraceContaining("the pool has no connection left");
            }
            assertThat(unit.storage().keys()).hasSize(1);
            taken.join().close();

            unit.save(new Album(FileRef.of("after.png", "after")));
            assertSettled(unit, 2);
        }
    }

    /** Has another thread wait for a connection. */
    private static void awaitTurn(Unit unit, CompletableFuture<Connection> taken) {
        Thread thread = new Thread(() -> {
            try {
                taken.complete(unit.source().getConnection());
            } catch (SQLException e) {
                taken.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void assertSettled(Unit unit, int files) {
        Journal.of(StoredFiles.current()).forEach(Journal::reap);
        assertThat(unit.storage().keys())
                .hasSize(files)
                .containsExactlyInAnyOrderElementsOf(unit.rows("select cover from Album where cover is not null"));
        assertThat(unit.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }
}
