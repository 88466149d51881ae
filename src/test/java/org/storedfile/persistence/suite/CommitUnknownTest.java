package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.storedfile.FileRef;
import org.storedfile.journal.ReapedNow;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/**
 * Nothing is deleted while nobody knows whether the database committed; the reaper, which knows it, leaves each row its
 * object, and nothing else.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CommitUnknownTest {
    private ReapedNow reaper;

    abstract Unit unit();

    static Unit journaled() {
        return Unit.of(Album.class).files(files -> files.journal(ReapedNow.settings()));
    }

    @BeforeAll
    void open() {
        reaper = new ReapedNow(unit().apart());
    }

    @AfterAll
    void stop() {
        reaper.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        // EclipseLink's cache does not know what was committed either.
        unit().factory().getCache().evictAll();
        unit().commit(em -> em.createQuery("select a from Album a", Album.class)
                .getResultList()
                .forEach(em::remove));
        reaper.run();
        unit().storage().reset();
    }

    @AfterEach
    void each_object_belongs_to_a_row_once_the_reaper_ran() throws SQLException {
        reaper.run();

        assertThat(unit().storage().keys()).containsExactlyInAnyOrderElementsOf(rows());
        assertThat(unit().rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @Test
    void a_commit_that_failed_without_an_answer_deletes_nothing() {
        replaceAndRemove(CommitFault.INSTEAD);

        assertThat(unit().storage().calls("delete")).isEmpty();
        assertThat(unit().storage().keys()).hasSize(3);
    }

    @Test
    void a_commit_that_succeeded_without_an_answer_leaves_each_row_its_object() {
        replaceAndRemove(CommitFault.AFTERWARDS);

        assertThat(rows()).hasSize(1);
        assertThat(unit().storage().keys()).containsAll(rows());
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFault.class,
            names = {"INSTEAD", "AFTERWARDS"})
    void the_reaper_removes_what_turns_out_to_be_left_over(CommitFault fault) throws SQLException {
        replaceAndRemove(fault);

        reaper.run();

        assertThat(unit().storage().keys().stream().map(unit().storage()::text))
                .containsExactlyInAnyOrderElementsOf(
                        fault == CommitFault.INSTEAD ? List.of("old", "removed") : List.of("new"));
    }

    final void replaceAndRemove(CommitFault fault) {
        Album replaced = unit().save(new Album(FileRef.of("old.png", "old")));
        Album removed = unit().save(new Album(FileRef.of("removed.png", "removed")));
        try (Work work = unit().begin()) {
            work.em().find(Album.class, replaced.id).cover = FileRef.of("new.png", "new");
            work.em().remove(work.em().find(Album.class, removed.id));
            unit().commits(fault);
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
            unit().commits(CommitFault.NONE);
        }
    }

    @Test
    void whatever_was_committed_can_be_read_although_the_answer_was_lost() {
        Album album = unit().save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        try (Work work = unit().begin()) {
            work.em().find(Album.class, album.id).cover = fresh;
            unit().commits(CommitFault.AFTERWARDS);
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
            unit().commits(CommitFault.NONE);
        }

        String committed =
                unit().value("select cover from Album where id = ?", album.id).orElseThrow();
        assertThat(committed).isNotEqualTo(album.cover.key());
        assertThat(unit().storage().text(committed)).isEqualTo("new");
    }

    @Test
    void the_next_transaction_of_the_unit_works() {
        try (Work work = unit().begin()) {
            work.em().persist(new Album(FileRef.of("1.png", "1")));
            unit().commits(CommitFault.AFTERWARDS);
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
            unit().commits(CommitFault.NONE);
        }

        Album album = unit().save(new Album(FileRef.of("2.png", "2")));
        unit().commit(em -> em.remove(em.find(Album.class, album.id)));

        assertThat(unit().storage().calls("delete")).containsExactly("delete " + album.cover.key());
    }

    private List<String> rows() {
        return unit().rows("select cover from Album where cover is not null");
    }
}
