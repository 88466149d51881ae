package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.Savepoint;
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

/** What only Hibernate has: sessions whose commit comes without a flush, and one that knows which flush is that of the commit. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionSavepointTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void a_row_that_took_the_file_after_the_rollback_to_a_savepoint_is_refused_without_a_flush() {
        assertThatThrownBy(() -> takenAfterRollback()).hasStackTraceContaining("savepoint");

        SavepointTest.assertNoRowDangles(UNIT);
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
            session.doWork(connection -> SavepointTest.take(connection, other, album));

            assertThatThrownBy(transaction::commit).hasStackTraceContaining("savepoint");
        }
        SavepointTest.assertNoRowDangles(UNIT);
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

    // No flush comes with its commit.
    private static void takenAfterRollback() {
        Album other = UNIT.save(new Album());
        UNIT.commit(em -> {
            em.unwrap(Session.class).setHibernateFlushMode(FlushMode.MANUAL);
            Album album = new Album(FileRef.of("front.png", "pixels"));
            SavepointTest.undone(em, () -> em.persist(album));
            Unit.connected(em, connection -> SavepointTest.take(connection, other, album));
            em.clear();
        });
    }
}
