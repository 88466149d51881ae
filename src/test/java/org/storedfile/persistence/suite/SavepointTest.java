package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A rollback to a savepoint undoes rows behind the provider's back. No row may be left without its object. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SavepointTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void a_removal_undone_by_a_savepoint_keeps_the_object() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        commitOrRefuse(em -> undone(em, () -> em.remove(em.find(Album.class, album.id))));

        assertNoRowDangles();
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void a_replacement_undone_by_a_savepoint_keeps_the_old_object() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        commitOrRefuse(em -> undone(em, () -> em.find(Album.class, album.id).cover = FileRef.of("new.png", "new")));

        assertNoRowDangles();
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void a_clearing_undone_by_a_savepoint_keeps_the_object() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        commitOrRefuse(em -> undone(em, () -> em.find(Album.class, album.id).cover = null));

        assertNoRowDangles();
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void a_creation_undone_by_a_savepoint_leaves_no_row_without_object() {
        Album album = new Album(FileRef.of("front.png", "pixels"));

        commitOrRefuse(em -> undone(em, () -> em.persist(album)));

        assertThat(UNIT.rows("select id from Album where id = ?", album.id)).isEmpty();
        assertNoRowDangles();
    }

    @Test
    void a_removal_before_the_savepoint_still_removes_the_object() {
        Album gone = UNIT.save(new Album(FileRef.of("gone.png", "gone")));
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> {
            em.remove(em.find(Album.class, gone.id));
            em.flush();
            undone(em, () -> em.find(Album.class, album.id).title = "undone");
            em.clear();
        });

        assertNoRowDangles();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_row_that_took_the_file_after_the_rollback_to_a_savepoint_is_refused() {
        assertThatThrownBy(() -> takenAfterRollback()).hasStackTraceContaining("savepoint");

        assertNoRowDangles();
    }

    @Test
    void a_file_whose_row_went_with_a_savepoint_goes_and_earlier_ones_stay() {
        Album earlier = UNIT.save(new Album(FileRef.of("earlier.png", "earlier")));
        Album album = new Album(FileRef.of("front.png", "pixels"));

        commitOrRefuse(em -> undone(em, () -> em.persist(album)));

        List<String> writes = UNIT.storage().calls("write");
        assertThat(writes).hasSize(2);
        assertThat(UNIT.storage().keys()).containsExactly(earlier.cover.key());
        // What the journal's own thread does after a rollback is over.
        Journal.of(StoredFiles.current()).forEach(Journal::status);
        assertThat(UNIT.rows(
                        "select state from stored_file_journal where object_key = ?",
                        writes.get(1).substring("write ".length())))
                .isEmpty();
    }

    private static void takenAfterRollback() {
        Album other = UNIT.save(new Album());
        UNIT.commit(em -> {
            Album album = new Album(FileRef.of("front.png", "pixels"));
            undone(em, () -> em.persist(album));
            Unit.connected(em, connection -> take(connection, other, album));
            em.clear();
        });
    }

    static void take(Connection connection, Album other, Album album) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update Album set cover = ? where id = ?")) {
            update.setString(1, album.cover.key());
            update.setLong(2, other.id);
            update.executeUpdate();
        }
    }

    private interface Scope {
        void run(EntityManager em);
    }

    // Either is right: to commit with the object in place, or to refuse with a clear error.
    private static void commitOrRefuse(Scope scope) {
        try (Work work = UNIT.begin()) {
            scope.run(work.em());
            work.em().clear();
            try {
                work.commit();
            } catch (Work.EndFailed e) {
                assertThat(e).hasStackTraceContaining("savepoint");
            }
        }
    }

    static void undone(EntityManager em, Runnable change) {
        AtomicReference<Savepoint> savepoint = new AtomicReference<>();
        Unit.connected(em, connection -> savepoint.set(connection.setSavepoint()));
        change.run();
        em.flush();
        Unit.connected(em, connection -> connection.rollback(savepoint.get()));
    }

    private static void assertNoRowDangles() {
        assertNoRowDangles(UNIT);
    }

    static void assertNoRowDangles(Unit unit) {
        List<String> rows = unit.rows("select cover from Album where cover is not null");
        rows.removeIf(key -> !unit.storage().calls().contains("write " + key));
        assertThat(unit.storage().keys()).containsAll(rows);
    }
}
