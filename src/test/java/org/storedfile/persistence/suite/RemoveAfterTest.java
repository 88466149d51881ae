package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StagedFiles;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;

/** Files that outlive their row for a time, so that links to them do not break. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemoveAfterTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .files(files -> files.journal(JournalSettings.builder()
                    .interval(Duration.ZERO)
                    .backOff(Duration.ZERO)
                    .removeAfter(Duration.ofHours(1))
                    .build()));

    private Album album;
    private FileRef front;

    @BeforeEach
    void one_album() {
        settle();
        UNIT.commit(em -> {
            em.createQuery("delete from Album").executeUpdate();
            em.createNativeQuery("delete from stored_file_journal where state <> 'marker'")
                    .executeUpdate();
        });
        album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        front = album.cover;
    }

    @Test
    void a_replaced_file_goes_when_its_time_has_come() throws IOException {
        replace("back");
        reap();
        assertThat(UNIT.rows("select object_key from stored_file_journal where state = 'removal'"
                        + " and due_at - created_at between 3599000 and 3601000"))
                .containsExactly(front.key());
        assertThat(StoredFiles.current().existing("default", front.key()).open())
                .hasContent("front");

        letTimePass();
        reap();

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_removed_file_goes_when_its_time_has_come() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));
        reap();
        assertThat(UNIT.storage().keys()).containsExactly(front.key());

        letTimePass();
        reap();

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_that_no_committed_row_held_goes_at_once() {
        UNIT.commit(em -> {
            Album found = em.find(Album.class, album.id);
            found.cover = FileRef.of("middle.png", "middle");
            em.flush();
            found.cover = FileRef.of("back.png", "back");
            album = found;
        });

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(front.key(), album.cover.key());
    }

    @Test
    void a_rollback_leaves_nothing_to_be_removed() {
        UNIT.rollback(em -> em.find(Album.class, album.id).cover = FileRef.of("back.png", "back"));
        letTimePass();
        reap();

        assertThat(UNIT.storage().keys()).containsExactly(front.key());
    }

    @Test
    void a_file_that_comes_back_in_time_stays() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));

        Album again = UNIT.save(new Album(StoredFiles.current().existing("default", front.key())));
        letTimePass();
        reap();

        assertThat(UNIT.storage().keys()).containsExactly(again.cover.key());
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_file_that_comes_back_is_safe_from_a_reaper_before_the_commit() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));
        letTimePass();

        UNIT.commit(em -> {
            em.persist(new Album(StoredFiles.current().existing("default", front.key())));
            em.flush();
            CompletableFuture.runAsync(RemoveAfterTest::reap).join();
        });

        assertThat(UNIT.storage().keys()).containsExactly(front.key());
    }

    @Test
    void a_file_that_comes_back_in_a_transaction_that_is_rolled_back_goes_all_the_same() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));

        UNIT.rollback(em -> em.persist(new Album(StoredFiles.current().existing("default", front.key()))));
        letTimePass();
        reap();

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_whose_removal_has_begun_does_not_come_back() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));
        letTimePass();
        UNIT.storage().failOn(call -> call.startsWith("delete"));
        reap();
        UNIT.storage().failOn(call -> false);

        assertThatThrownBy(() -> UNIT.save(new Album(StoredFiles.current().existing("default", front.key()))))
                .hasStackTraceContaining(StoredFileException.class.getName())
                .hasStackTraceContaining("too late to bring back [default:" + front.key() + "]");

        assertThat(UNIT.rows("select id from Album")).isEmpty();
    }

    @Test
    void the_old_reference_alone_brings_nothing_back_and_the_error_says_what_does() {
        replace("back");

        assertThatThrownBy(() -> UNIT.commit(em -> em.find(Album.class, album.id).cover = front))
                .hasStackTraceContaining("one that no attribute holds any more comes back with StoredFiles.existing");

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(front.key(), album.cover.key());
    }

    @Test
    void a_staged_file_is_not_brought_in_as_it_would_be_removed() throws IOException {
        StoredFiles.current().staged().store("front.png", Content.of(new byte[1]));
        String staged = UNIT.storage().keys().stream()
                .filter(key -> key.startsWith(StagedFiles.FOLDER))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> StoredFiles.current().existing("default", staged))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("take it with staged().claim(ticket)");
    }

    @Test
    void without_a_journal_it_is_refused() {
        JournalSettings.Builder settings =
                JournalSettings.builder().enabled(false).removeAfter(Duration.ofHours(1));

        assertThatThrownBy(settings::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remove-after cannot be 'PT1H' without a journal");
    }

    private void replace(String content) {
        album = UNIT.compute(em -> {
            Album found = em.find(Album.class, album.id);
            found.cover = FileRef.of("back.png", content);
            return found;
        });
    }

    /** Waits until the journal's own thread is done with its rows. */
    private static void settle() {
        Journal.of(StoredFiles.current()).forEach(Journal::status);
    }

    private static void letTimePass() {
        settle();
        UNIT.commit(em -> em.createNativeQuery("update stored_file_journal set due_at = 0 where state = 'removal'")
                .executeUpdate());
    }

    private static void reap() {
        Journal.of(StoredFiles.current()).forEach(Journal::reap);
    }

    private static List<String> entries() {
        return UNIT.rows("select object_key from stored_file_journal where state <> 'marker'");
    }
}
