package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Nothing is deleted while nobody knows whether the database committed. */
abstract class CommitUnknownTest {
    abstract Unit unit();

    @Test
    void a_commit_that_failed_without_an_answer_deletes_nothing() {
        replaceAndRemove(CommitFault.INSTEAD);

        assertThat(unit().storage().calls("delete")).isEmpty();
        assertThat(unit().storage().keys()).hasSize(3);
    }

    @Test
    void a_commit_that_succeeded_without_an_answer_leaves_each_row_its_object() {
        replaceAndRemove(CommitFault.AFTERWARDS);

        List<String> rows = unit().rows("select cover from Album where cover is not null");
        rows.removeIf(key -> !unit().storage().calls().contains("write " + key));
        assertThat(rows).hasSize(1);
        assertThat(unit().storage().keys()).containsAll(rows);
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
}
