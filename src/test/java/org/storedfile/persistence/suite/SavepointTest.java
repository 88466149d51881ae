package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A rollback to a savepoint undoes rows behind the provider's back. No row may be left without its object. */
// The savepoints are set through Hibernate's Session.doWork.
@Tag("hibernate")
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
        assertThatThrownBy(() -> takenAfterRollback("AUTO")).hasStackTraceContaining("savepoint");

        assertNoRowDangles();
    }

    // No flush comes with the commit.
    @Test
    void a_row_that_took_the_file_after_the_rollback_to_a_savepoint_is_refused_without_a_flush() {
        assertThatThrownBy(() -> takenAfterRollback("MANUAL")).hasStackTraceContaining("savepoint");

        assertNoRowDangles();
    }

    // It has no flush.
    @Test
    void a_row_that_took_the_file_of_a_stateless_session_after_the_rollback_to_a_savepoint_is_refused() {
        assumeTrue(StatelessTest.TELLS, "this Hibernate stores no files in a StatelessSession");
        Album other = UNIT.save(new Album());
        Album album = new Album(FileRef.of("front.png", "pixels"));

        try (StatelessSession session =
                UNIT.factory().unwrap(SessionFactory.class).openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            Savepoint savepoint = session.doReturningWork(Connection::setSavepoint);
            session.insert(album);
            session.doWork(connection -> connection.rollback(savepoint));
            session.doWork(connection -> take(connection, other, album));

            assertThatThrownBy(transaction::commit).hasStackTraceContaining("savepoint");
        }
        assertNoRowDangles();
    }

    // The application did nothing after it, so there is nothing to ask the database.
    @Test
    void a_file_that_the_flush_of_the_commit_stores_costs_two_statements_of_the_journal() {
        committed(new Album(FileRef.of("first.png", "first")));
        // What the journal's own thread does after others' commits is over.
        Journal.of(StoredFiles.current()).forEach(Journal::status);
        UNIT.sql().clear();

        committed(new Album(FileRef.of("front.png", "pixels")));

        assertThat(UNIT.sql().journal()).containsExactly("insert", "delete");
    }

    // At this level: a snapshot does not see the intent, so that more is needed.
    private static void committed(Album album) {
        UNIT.commit(em -> {
            em.unwrap(Session.class)
                    .doWork(connection -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED));
            em.persist(album);
        });
    }

    // The name of a FlushMode: without Hibernate there is no such type, and not even the tag of this class is seen
    // then.
    private static void takenAfterRollback(String mode) {
        Album other = UNIT.save(new Album());
        UNIT.commit(em -> {
            em.unwrap(Session.class).setHibernateFlushMode(FlushMode.valueOf(mode));
            Album album = new Album(FileRef.of("front.png", "pixels"));
            undone(em, () -> em.persist(album));
            em.unwrap(Session.class).doWork(connection -> take(connection, other, album));
            em.clear();
        });
    }

    private static void take(Connection connection, Album other, Album album) throws SQLException {
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

    private static void undone(EntityManager em, Runnable change) {
        Session session = em.unwrap(Session.class);
        Savepoint savepoint = session.doReturningWork(Connection::setSavepoint);
        change.run();
        em.flush();
        session.doWork(connection -> connection.rollback(savepoint));
    }

    private static void assertNoRowDangles() {
        List<String> rows = UNIT.rows("select cover from Album where cover is not null");
        rows.removeIf(key -> !UNIT.storage().calls().contains("write " + key));
        assertThat(UNIT.storage().keys()).containsAll(rows);
    }
}
