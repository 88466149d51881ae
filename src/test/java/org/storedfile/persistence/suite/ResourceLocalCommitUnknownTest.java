package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalCommitUnknownTest extends CommitUnknownTest {
    @RegisterExtension
    static final Unit UNIT = journaled();

    @Override
    Unit unit() {
        return UNIT;
    }

    @Test
    void a_commit_that_succeeded_without_an_answer_deletes_nothing() {
        replaceAndRemove(CommitFault.AFTERWARDS);

        assertThat(UNIT.storage().calls("delete")).isEmpty();
    }

    @Test
    void a_file_whose_commit_failed_can_be_saved_again() {
        FileRef cover = FileRef.of("front.png", "pixels");
        failToCommit(new Album(cover), CommitFault.INSTEAD);

        Album again = UNIT.save(new Album(cover));

        assertThat(UNIT.value("select cover from Album where id = ?", again.id)).hasValue(cover.key());
        assertThat(UNIT.storage().text(cover.key())).isEqualTo("pixels");
    }

    @Test
    void a_file_whose_commit_gave_no_answer_is_saved_again_as_another_object() {
        FileRef cover = FileRef.of("front.png", "pixels");
        Album lost = new Album(cover);
        failToCommit(lost, CommitFault.AFTERWARDS);

        Album again = UNIT.save(new Album(cover));

        String first =
                UNIT.value("select cover from Album where id = ?", lost.id).orElseThrow();
        assertThat(first).isNotEqualTo(again.cover.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(first, again.cover.key());
    }

    @Test
    void the_next_transaction_of_the_same_entity_manager_removes_nothing_of_the_last() {
        Album lost = new Album(FileRef.of("lost.png", "pixels"));
        Album undone = new Album(FileRef.of("undone.png", "pixels"));
        try (Work work = UNIT.begin()) {
            work.em().persist(lost);
            UNIT.commits(CommitFault.AFTERWARDS);
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
            UNIT.commits(CommitFault.NONE);

            work.em().getTransaction().begin();
            work.em().persist(undone);
            work.em().flush();
            work.rollback();
        }

        assertThat(UNIT.storage().keys())
                .containsExactly(UNIT.value("select cover from Album where id = ?", lost.id)
                        .orElseThrow());
        assertThat(lost.cover.isStored()).isFalse();
        assertThat(undone.cover.isStored()).isFalse();
    }

    private static void failToCommit(Album album, CommitFault fault) {
        try (Work work = UNIT.begin()) {
            work.em().persist(album);
            UNIT.commits(fault);
            assertThatThrownBy(work::commit).isInstanceOf(Work.EndFailed.class);
            UNIT.commits(CommitFault.NONE);
        }
    }
}
