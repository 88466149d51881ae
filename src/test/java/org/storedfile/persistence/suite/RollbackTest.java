package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** What a transaction that does not commit leaves: nothing. For resource-local and JTA units. */
abstract class RollbackTest {
    abstract Unit unit();

    @Test
    void a_rollback_removes_what_was_created() {
        FileRef cover = FileRef.of("front.png", "pixels");
        unit().rollback(em -> em.persist(new Album(cover)));

        assertThat(unit().storage().calls("write")).hasSize(1);
        assertThat(unit().storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    @Test
    void a_rollback_keeps_what_was_to_be_replaced_cleared_or_removed() {
        Album replaced = unit().save(new Album(FileRef.of("1.png", "1")));
        Album cleared = unit().save(new Album(FileRef.of("2.png", "2")));
        Album removed = unit().save(new Album(FileRef.of("3.png", "3")));

        unit().rollback(em -> {
            em.find(Album.class, replaced.id).cover = FileRef.of("new.png", "new");
            em.find(Album.class, cleared.id).cover = null;
            em.remove(em.find(Album.class, removed.id));
        });

        assertThat(unit().storage().keys())
                .containsExactlyInAnyOrder(replaced.cover.key(), cleared.cover.key(), removed.cover.key());
    }

    @Test
    void a_rolled_back_file_can_be_saved_again_and_gets_a_new_key() {
        Album first = new Album(FileRef.of("front.png", "pixels"));
        unit().rollback(em -> em.persist(first));
        String lost = unit().storage().calls("write").get(0);

        Album second = unit().save(new Album(first.cover));

        assertThat(unit().storage().keys()).containsExactly(second.cover.key());
        assertThat("write " + second.cover.key()).isNotEqualTo(lost);
        assertThat(unit().storage().text(second.cover.key())).isEqualTo("pixels");
    }

    @Test
    void setRollbackOnly_leaves_nothing() {
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = unit().begin()) {
            work.em().persist(new Album(cover));
            work.em().flush();
            work.setRollbackOnly();
            commitAnyway(work);
        }

        assertThat(unit().storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    // EclipseLink tells nobody of a mark in its own transactions, and joins no JTA transaction that has one.
    @Tag("hibernate")
    @Test
    void a_transaction_marked_for_rollback_takes_no_file() {
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = unit().begin()) {
            work.setRollbackOnly();
            work.em().persist(new Album(cover));

            assertThatThrownBy(() -> work.em().flush()).isInstanceOf(PersistenceException.class);
        }

        assertThat(unit().storage().calls("write")).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    @Test
    void a_broken_constraint_in_flush_leaves_nothing() {
        unit().save(new Album("broken in flush", null));
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = unit().begin()) {
            work.em().persist(new Album("broken in flush", cover));

            assertThatThrownBy(() -> work.em().flush()).isInstanceOf(PersistenceException.class);
        }

        assertThat(unit().storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    @Test
    void a_broken_constraint_in_commit_leaves_nothing() {
        unit().save(new Album("broken in commit", null));
        FileRef cover = FileRef.of("front.png", "pixels");
        try (Work work = unit().begin()) {
            work.em().persist(new Album("broken in commit", cover));

            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
        }

        assertThat(unit().storage().keys()).isEmpty();
        assertThat(cover.isStored()).isFalse();
    }

    @Test
    void an_attribute_that_may_not_be_null_leaves_nothing() {
        FileRef attachment = FileRef.of("a.txt", "attached");
        try (Work work = unit().begin()) {
            assertThatThrownBy(() -> {
                        work.em().persist(new Note("no text", null, attachment));
                        work.em().flush();
                    })
                    .isInstanceOf(PersistenceException.class);
        }

        assertThat(unit().storage().keys()).isEmpty();
        assertThat(attachment.isStored()).isFalse();
    }

    @Test
    void a_lost_optimistic_lock_keeps_the_winner() {
        Album album = unit().save(new Album(FileRef.of("old.png", "old")));
        unit().commit(em -> em.find(Album.class, album.id).cover = FileRef.of("winner.png", "winner"));
        String winner =
                unit().value("select cover from Album where id = ?", album.id).orElseThrow();

        album.cover = FileRef.of("loser.png", "loser");
        assertThatThrownBy(() -> unit().commit(em -> em.merge(album))).isInstanceOf(RuntimeException.class);

        assertThat(unit().storage().keys()).containsExactly(winner);
        assertThat(album.cover.isStored()).isFalse();
    }

    @Test
    void an_optimistic_lock_lost_in_the_statement_keeps_the_winner() {
        Album album = unit().save(new Album(FileRef.of("old.png", "old")));
        FileRef loser = FileRef.of("loser.png", "loser");
        try (Work work = unit().begin()) {
            work.em().find(Album.class, album.id).cover = loser;
            work.em()
                    .createNativeQuery("update Album set version = version + 1 where id = ?1")
                    .setParameter(1, album.id)
                    .executeUpdate();

            assertThatThrownBy(() -> {
                        work.em().flush();
                        work.em()
                                .createNativeQuery("update Album set version = version + 1 where id = ?1")
                                .setParameter(1, album.id)
                                .executeUpdate();
                        work.em().find(Album.class, album.id).title = "again";
                        work.em().flush();
                    })
                    .isInstanceOf(PersistenceException.class);
        }

        assertThat(unit().storage().keys()).containsExactly(album.cover.key());
        assertThat(loser.isStored()).isFalse();
    }

    @Test
    void a_storage_that_fails_rolls_back_and_the_same_entity_can_be_saved_again() {
        unit().storage().failOn(call -> call.startsWith("write"));
        Album album = new Album(FileRef.of("front.png", "pixels"));
        try (Work work = unit().begin()) {
            work.em().persist(album);

            assertThatThrownBy(() -> work.em().flush())
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("Album")
                    .hasMessageContaining("cover")
                    .hasMessageContaining("front.png")
                    .hasStackTraceContaining("the disk is on fire");
        }
        assertThat(album.cover.isStored()).isFalse();

        unit().storage().failOn(call -> false);
        Album again = unit().save(new Album(album.cover));

        assertThat(unit().storage().keys()).containsExactly(again.cover.key());
    }

    @Test
    void of_two_files_of_which_one_fails_neither_stays() {
        unit().storage().failOn(call -> call.startsWith("write") && call.contains("broken"));
        Album album = new Album(FileRef.of("fine.png", "fine"));
        album.booklet = FileRef.of("broken.pdf", "broken");

        assertThatThrownBy(() -> unit().save(album)).hasStackTraceContaining("booklet");

        assertThat(unit().storage().keys()).isEmpty();
        assertThat(unit().rows("select cover from Album where cover like '%fine%'"))
                .isEmpty();
        assertThat(album.cover.isStored()).isFalse();
        assertThat(album.booklet.isStored()).isFalse();
    }

    @Test
    void a_failed_flush_never_commits() {
        unit().storage().failOn(call -> call.startsWith("write"));
        try (Work work = unit().begin()) {
            work.em().persist(new Album("half done", FileRef.of("front.png", "pixels")));
            assertThatThrownBy(() -> work.em().flush()).isInstanceOf(StoredFileException.class);
            unit().storage().failOn(call -> false);
            commitAnyway(work);
        }

        assertThat(unit().rows("select id from Album where title = 'half done'"))
                .isEmpty();
        assertThat(unit().storage().keys()).isEmpty();
    }

    @Test
    void a_removal_that_fails_after_commit_does_not_fail_the_commit() {
        Album album = unit().save(new Album(FileRef.of("old.png", "old")));
        unit().storage().failOn(call -> call.startsWith("delete"));

        FileRef fresh = FileRef.of("new.png", "new");
        unit().commit(em -> em.find(Album.class, album.id).cover = fresh);

        assertThat(unit().value("select cover from Album where id = ?", album.id))
                .hasValue(fresh.key());
    }

    // Without JPA compliance Hibernate's resource-local commit rolls back and says nothing.
    private static void commitAnyway(Work work) {
        try {
            work.commit();
        } catch (Work.EndFailed e) {
            assertThat(e).hasStackTraceContaining("RollbackException");
        }
    }
}
