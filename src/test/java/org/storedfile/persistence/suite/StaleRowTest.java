package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.transaction.Synchronization;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Rows without a version, transactions whose end comes late or never, and files that take detours. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StaleRowTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Page.class);

    @Entity(name = "Page")
    public static class Page {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @Nullable
        String title;

        @Nullable
        FileRef cover;

        public Page() {}

        Page(FileRef cover) {
            this.cover = cover;
        }
    }

    // Also if the database refused a transaction.
    @AfterEach
    void assertNoneMissingEver() {
        assertThat(written()).allMatch(key -> UNIT.storage().keys().contains(key), "is in the storage");
    }

    @Test
    @MayBeRefused
    void a_change_of_another_column_does_not_bring_a_removed_key_back() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        try (Work slow = UNIT.begin()) {
            Page stale = slow.em().find(Page.class, page.id);
            UNIT.commit(em -> em.find(Page.class, page.id).cover = FileRef.of("b.png", "b"));
            stale.title = "title only";
            slow.commit();
        }

        assertNoneMissing();
    }

    @Test
    @MayBeRefused
    void replacing_a_file_that_moved_meanwhile_leaves_it_to_its_new_owner() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        Page other = UNIT.save(new Page());
        try (Work slow = UNIT.begin()) {
            Page stale = slow.em().find(Page.class, page.id);
            move(page, other);
            stale.cover = FileRef.of("c.png", "c");
            slow.commit();
        }

        assertNoneMissing();
    }

    @Test
    @MayBeRefused
    void removing_a_row_whose_file_moved_meanwhile_leaves_it_to_its_new_owner() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        Page other = UNIT.save(new Page());
        try (Work slow = UNIT.begin()) {
            Page stale = slow.em().find(Page.class, page.id);
            move(page, other);
            slow.em().remove(stale);
            slow.commit();
        }

        assertNoneMissing();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @MayBeRefused
    void a_file_that_is_being_moved_while_its_row_is_written_stays(boolean isRemoved) {
        assumeFalse(Isolation.locksReads(), "the row that is moved from cannot be read before that is committed");
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        Page other = UNIT.save(new Page());
        CompletableFuture<Void> slow;
        try (Work mover = UNIT.begin()) {
            move(mover.em(), page, other);
            mover.em().flush();
            UNIT.sql().clear();

            slow = CompletableFuture.runAsync(() -> UNIT.commit(em -> {
                Page stale = em.find(Page.class, page.id);
                if (isRemoved) {
                    em.remove(stale);
                } else {
                    stale.cover = FileRef.of("c.png", "c");
                }
            }));
            // The first one that waits for the mover.
            UNIT.sql().await(sql -> sql.contains(" update") || sql.startsWith("update") || sql.startsWith("delete"));
            mover.commit();
        }
        slow.join();

        assertNoneMissing();
    }

    // The savepoint is set through Hibernate's Session.
    @Tag("hibernate")
    @Test
    void a_file_that_moves_after_a_rollback_to_a_savepoint_stays() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        Page other = UNIT.save(new Page());

        UNIT.commit(em -> {
            Session session = em.unwrap(Session.class);
            Savepoint savepoint = session.doReturningWork(Connection::setSavepoint);
            em.find(Page.class, page.id).cover = null;
            em.flush();
            session.doWork(connection -> connection.rollback(savepoint));
            em.clear();
            Page first = em.find(Page.class, page.id);
            em.find(Page.class, other.id).cover = first.cover;
            first.cover = null;
        });

        assertNoneMissing();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 200})
    @MayBeRefused
    void what_came_meanwhile_into_rows_whose_removal_a_savepoint_undid_stays(int rows) {
        List<Page> pages = Stream.generate(() -> new Page(FileRef.of("a.png", "a")))
                .limit(rows)
                .toList();
        UNIT.commit(em -> pages.forEach(em::persist));
        try (Work slow = UNIT.begin()) {
            execute(slow, "savepoint before_removal");
            // What a snapshot shows is settled by the first read in the database, which a cache may spare.
            slow.em().createNativeQuery("select id from Page").getResultList();
            List<Page> stale = pages.stream()
                    .map(page -> slow.em().find(Page.class, page.id))
                    .toList();
            UNIT.commit(em -> pages.forEach(page -> em.find(Page.class, page.id).cover = FileRef.of("b.png", "b")));
            stale.forEach(slow.em()::remove);
            slow.em().flush();
            execute(slow, "rollback to savepoint before_removal");
            slow.commit();
        }

        assertNoneMissing();
        assertThat(UNIT.storage().keys()).hasSize(rows);
    }

    private static void execute(Work work, String sql) {
        work.em().createNativeQuery(sql).executeUpdate();
    }

    @Test
    void rows_that_give_up_files_wait_for_no_row_beside_them() {
        List<Page> pages = IntStream.range(0, 7)
                .mapToObj(number -> UNIT.save(new Page(FileRef.of("a.png", "a"))))
                .toList();
        Page beside = pages.get(3);
        try (Work other = UNIT.begin()) {
            other.em().find(Page.class, beside.id).title = "under way";
            other.em().flush();

            UNIT.commit(em -> pages.stream()
                    .filter(page -> page != beside)
                    .forEach(page -> em.find(Page.class, page.id).cover = null));
        }

        assertThat(UNIT.storage().keys()).containsExactly(cover(beside).key());
    }

    @Test
    void an_existing_object_is_taken_over_once() {
        UNIT.storage().put("legacy/one.png", "x");
        Page page = UNIT.save(new Page(StoredFiles.current().existing("default", "legacy/one.png")));

        assertThatThrownBy(() -> UNIT.save(new Page(cover(page)))).hasStackTraceContaining("copy()");
    }

    @Test
    void a_file_that_no_row_held_at_commit_can_be_saved_later() {
        FileRef file = FileRef.of("late.png", "late");
        Page page = UNIT.save(new Page());
        UNIT.commit(em -> {
            Page found = em.find(Page.class, page.id);
            found.cover = file;
            em.createQuery("select count(p) from Page p", Long.class).getSingleResult();
            found.cover = null;
        });

        UNIT.save(new Page(file));

        assertThat(UNIT.storage().text(file.key())).isEqualTo("late");
    }

    @Test
    void one_stream_in_two_entities_is_refused_with_a_way_out() {
        FileRef file = FileRef.of("r.png", new ByteArrayInputStream(new byte[] {1, 2}));

        assertThatThrownBy(() -> UNIT.commit(em -> {
                    em.persist(new Page(file));
                    em.persist(new Page(file));
                }))
                .hasStackTraceContaining("copy()");
    }

    @Test
    void a_copy_of_an_uncommitted_file_survives_its_rollback() {
        FileRef file = FileRef.of("r.png", "pixels");
        FileRef[] copy = new FileRef[1];
        UNIT.rollback(em -> {
            em.persist(new Page(file));
            em.flush();
            copy[0] = file.copy();
        });

        UNIT.save(new Page(copy[0]));

        assertThat(UNIT.storage().text(copy[0].key())).isEqualTo("pixels");
    }

    // The callback is registered with Hibernate's Transaction.
    @Tag("hibernate")
    @Test
    void a_file_used_by_a_callback_of_its_own_commit_stays_committed() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        FileRef fresh = FileRef.of("b.png", "b");
        try (EntityManager em = UNIT.factory().createEntityManager()) {
            em.getTransaction().begin();
            Page found = em.find(Page.class, page.id);
            found.cover = fresh;
            em.unwrap(Session.class).getTransaction().registerSynchronization(new SavesAgain(fresh));
            em.getTransaction().commit();
            em.getTransaction().begin();
            found.title = "later";
            em.getTransaction().commit();
        }

        assertThat(fresh.isStored()).isTrue();
        assertNoneMissing();
    }

    @Test
    void the_same_entity_manager_goes_on_after_a_commit_that_failed() {
        Page page = UNIT.save(new Page(FileRef.of("a.png", "a")));
        try (EntityManager em = UNIT.factory().createEntityManager()) {
            em.getTransaction().begin();
            Page found = em.find(Page.class, page.id);
            found.cover = FileRef.of("b.png", "b");
            failToCommit(em);
            em.getTransaction().begin();
            found.title = "changed";
            em.getTransaction().commit();
        }

        assertNoneMissing();
    }

    @Test
    void a_cleared_entity_is_not_kept_until_the_commit() {
        try (Work work = UNIT.begin()) {
            WeakReference<Page> page = flushedAndCleared(work.em());

            assertCollected(page);
        }
    }

    @Test
    void a_commit_without_an_end_does_not_keep_its_session() {
        assertCollected(failed());
    }

    private record SavesAgain(FileRef file) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            assertThatThrownBy(() -> UNIT.save(new Page(file))).isInstanceOf(RuntimeException.class);
        }
    }

    private static WeakReference<Page> flushedAndCleared(EntityManager em) {
        Page page = new Page(FileRef.of("x.png", "x"));
        em.persist(page);
        em.flush();
        em.clear();
        return new WeakReference<>(page);
    }

    private static WeakReference<EntityManager> failed() {
        EntityManager em = UNIT.factory().createEntityManager();
        em.getTransaction().begin();
        em.persist(new Page(FileRef.of("x.png", "x")));
        failToCommit(em);
        em.close();
        return new WeakReference<>(em);
    }

    private static void failToCommit(EntityManager em) {
        UNIT.commits(CommitFault.INSTEAD);
        assertThatThrownBy(() -> em.getTransaction().commit()).isInstanceOf(RuntimeException.class);
        UNIT.commits(CommitFault.NONE);
        if (em.getTransaction().isActive()) {
            em.getTransaction().rollback();
        }
    }

    private static void move(Page from, Page to) {
        UNIT.commit(em -> move(em, from, to));
    }

    private static void move(EntityManager em, Page from, Page to) {
        Page first = em.find(Page.class, from.id);
        em.find(Page.class, to.id).cover = first.cover;
        first.cover = null;
    }

    private static FileRef cover(Page page) {
        assertThat(page.cover).isNotNull();
        return page.cover;
    }

    private void assertNoneMissing() {
        assertThat(written()).isNotEmpty();
        assertNoneMissingEver();
    }

    // The keys that this test wrote: the storage is emptied after each, the table is not.
    private static List<String> written() {
        return UNIT.rows("select cover from Page where cover is not null").stream()
                .filter(key -> UNIT.storage().calls().contains("write " + key))
                .toList();
    }

    private static void assertCollected(WeakReference<?> reference) {
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
