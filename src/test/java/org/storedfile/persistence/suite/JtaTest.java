package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.journal.ReapedNow;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Narayana;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;
import org.storedfile.storage.Content;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What only JTA has: suspension, several entity managers, timeouts, synchronizations of others. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JtaTest {
    private static final int AT_ONCE = 8;

    @TempDir
    private static Path disk;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Parcel.class)
            .jta()
            .files(files -> files.uploadThreads(AT_ONCE).journal(ReapedNow.settings()))
            .storage("disk", () -> FileSystemStorage.in(disk));

    private static ReapedNow reaper;

    private final TransactionManager manager = Narayana.manager();

    @BeforeAll
    static void open() {
        reaper = new ReapedNow(UNIT.apart());
    }

    @AfterAll
    static void stop() {
        reaper.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        UNIT.commit(em -> em.createQuery("select a from Album a", Album.class)
                .getResultList()
                .forEach(em::remove));
        reaper.run();
        UNIT.storage().reset();
    }

    @AfterEach
    void each_object_belongs_to_a_row_once_the_reaper_ran() throws SQLException {
        reaper.run();

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrderElementsOf(UNIT.rows("select cover from Album where cover is not null"));
        assertThat(UNIT.rows("select id from Parcel")).isEmpty();
        assertThat(disk).isEmptyDirectory();
        assertThat(UNIT.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @Test
    void an_inner_transaction_ends_on_its_own() throws Exception {
        FileRef lost = FileRef.of("outer.png", "outer");
        FileRef kept = FileRef.of("inner.png", "inner");
        try (Work outer = UNIT.begin()) {
            outer.em().persist(new Album(lost));
            outer.em().flush();
            Transaction suspended = manager.suspend();
            UNIT.save(new Album(kept));
            manager.resume(suspended);

            assertThat(kept.isStored()).isTrue();
            assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(lost.key(), kept.key());
            outer.rollback();
        }

        assertThat(UNIT.storage().keys()).containsExactly(kept.key());
        assertThat(lost.isStored()).isFalse();
    }

    @Test
    void an_inner_rollback_leaves_the_outer_file() throws Exception {
        FileRef kept = FileRef.of("outer.png", "outer");
        try (Work outer = UNIT.begin()) {
            outer.em().persist(new Album(kept));
            outer.em().flush();
            Transaction suspended = manager.suspend();
            UNIT.rollback(em -> em.persist(new Album(FileRef.of("inner.png", "inner"))));
            manager.resume(suspended);
            outer.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(kept.key());
    }

    @Test
    void a_new_file_of_a_suspended_transaction_is_refused_in_another() throws Exception {
        FileRef shared = FileRef.of("front.png", "pixels");
        try (Work outer = UNIT.begin()) {
            outer.em().persist(new Album(shared));
            outer.em().flush();
            Transaction suspended = manager.suspend();
            assertThatThrownBy(() -> UNIT.save(new Album(shared))).hasStackTraceContaining("another transaction");
            manager.resume(suspended);
            outer.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(shared.key());
    }

    @Test
    void an_entity_manager_closed_before_the_end_changes_nothing() {
        FileRef kept = FileRef.of("kept.png", "kept");
        FileRef lost = FileRef.of("lost.png", "lost");
        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(kept));
            work.em().close();
            work.commit();
        }
        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(lost));
            work.em().flush();
            work.em().close();
            work.rollback();
        }

        assertThat(UNIT.storage().keys()).containsExactly(kept.key());
        assertThat(UNIT.value("select cover from Album where cover = ?", kept.key()))
                .isPresent();
        assertThat(lost.isStored()).isFalse();
    }

    @Test
    void a_file_moves_between_two_entity_managers_of_one_transaction() {
        Album from = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        Album to = UNIT.save(new Album(null));
        String key = from.cover.key();

        try (Work work = UNIT.begin();
                EntityManager second = UNIT.factory().createEntityManager()) {
            work.em().find(Album.class, from.id).cover = null;
            work.em().flush();
            second.find(Album.class, to.id).cover = from.cover;
            second.flush();
            work.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(key);
        assertThat(UNIT.value("select cover from Album where id = ?", to.id)).hasValue(key);
    }

    @Test
    void one_new_file_in_two_entity_managers_of_one_transaction_is_refused() {
        FileRef shared = FileRef.of("front.png", "pixels");
        try (Work work = UNIT.begin();
                EntityManager second = UNIT.factory().createEntityManager()) {
            work.em().persist(new Album(shared));
            assertThatThrownBy(() -> {
                        work.em().flush();
                        second.persist(new Album(shared));
                        second.flush();
                        work.commit();
                    })
                    .hasStackTraceContaining("copy()");
        }

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_timeout_on_another_thread_leaves_nothing() throws Exception {
        FileRef cover = FileRef.of("front.png", "pixels");
        CountDownLatch ended = new CountDownLatch(1);
        manager.setTransactionTimeout(3);
        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(cover));
            work.em().flush();
            manager.getTransaction().registerSynchronization(after(ended));

            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
        } finally {
            manager.setTransactionTimeout(0);
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    @Test
    void an_upload_that_the_timeout_meets_is_broken_off() throws Exception {
        endsWhile(UNIT.storage()::beforeWrite, 1);

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_copy_from_file_to_file_that_the_timeout_meets_is_broken_off(@TempDir Path folder) throws Exception {
        Path source = Files.write(folder.resolve("large.bin"), new byte[1 << 20]);
        CountDownLatch ended = new CountDownLatch(1);
        manager.setTransactionTimeout(1);
        try (Work work = UNIT.begin()) {
            manager.getTransaction().registerSynchronization(after(ended));
            work.em().persist(new Parcel(FileRef.of("large.bin", new Late(source, ended))));

            assertThatThrownBy(work.em()::flush).hasStackTraceContaining("given up");
        } finally {
            manager.setTransactionTimeout(0);
        }

        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void an_upload_that_ends_after_the_timeout_removes_its_own_object() throws Exception {
        endsWhile(UNIT.storage()::onceRead, 1);

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void uploads_side_by_side_that_the_timeout_meets_are_broken_off() throws Exception {
        endsWhile(UNIT.storage()::beforeWrite, 2 * AT_ONCE);

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.storage().calls("write")).hasSizeLessThan(2 * AT_ONCE);
    }

    @Test
    void uploads_side_by_side_that_end_after_the_timeout_remove_their_objects() throws Exception {
        endsWhile(UNIT.storage()::onceRead, 2 * AT_ONCE);

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.storage().calls("write")).hasSizeLessThan(2 * AT_ONCE);
    }

    @Test
    void a_flush_within_another_synchronization_stores_its_file() throws Exception {
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = UNIT.begin()) {
            EntityManager em = work.em();
            manager.getTransaction().registerSynchronization(before(() -> {
                em.persist(new Album(cover));
                em.flush();
            }));
            work.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(cover.key());
        assertThat(UNIT.rows("select id from Album where cover = ?", cover.key()))
                .hasSize(1);
    }

    @Test
    void a_synchronization_that_vetoes_the_commit_leaves_nothing() throws Exception {
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(cover));
            manager.getTransaction().registerSynchronization(before(() -> {
                throw new IllegalStateException("veto");
            }));

            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    private void endsWhile(Consumer<Runnable> point, int files) throws Exception {
        List<FileRef> covers = Stream.generate(() -> FileRef.of("front.png", "pixels"))
                .limit(files)
                .toList();
        CountDownLatch ended = new CountDownLatch(1);
        point.accept(() -> await(ended));
        manager.setTransactionTimeout(1);
        try (Work work = UNIT.begin()) {
            manager.getTransaction().registerSynchronization(after(ended));
            covers.forEach(cover -> work.em().persist(new Album(cover)));

            assertThatThrownBy(() -> {
                        work.em().flush();
                        work.commit();
                    })
                    .isInstanceOf(RuntimeException.class);
        } finally {
            manager.setTransactionTimeout(0);
        }

        assertThat(UNIT.storage().underWay()).isZero();
        assertThat(covers).noneMatch(FileRef::isStored);
    }

    private static Synchronization after(CountDownLatch ended) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_ROLLEDBACK) {
                    ended.countDown();
                }
            }
        };
    }

    private static Synchronization before(Runnable action) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                action.run();
            }

            @Override
            public void afterCompletion(int status) {}
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes where a file is copied by its path. */
    @Entity(name = "Parcel")
    public static class Parcel {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "disk")
        FileRef file;

        public Parcel() {}

        Parcel(FileRef file) {
            this.file = file;
        }
    }

    /** A file that tells its path when the transaction has ended. */
    private record Late(Path file, CountDownLatch ended) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(file.toFile().length());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Optional<Path> path() {
            await(ended);
            return Optional.of(file);
        }
    }
}
