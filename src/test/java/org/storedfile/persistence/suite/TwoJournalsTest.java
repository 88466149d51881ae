package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Unit;

/** Two persistence units with a database each, and so a journal each, and the same storages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoJournalsTest {
    @Order(1)
    @RegisterExtension
    static final Unit ALBUMS = Unit.of(Album.class)
            .jta()
            .files(files -> files.journal(JournalSettings.builder()
                    .interval(Duration.ZERO)
                    .removeAfter(Duration.ofHours(1))
                    .build()));

    @Order(2)
    @RegisterExtension
    static final Unit NOTES = Unit.of(Note.class).jta().beside(ALBUMS);

    @Test
    void what_one_is_to_remove_does_not_come_back_into_the_other() {
        FileRef given = givenUp();

        assertThatThrownBy(() -> NOTES.save(new Note("taken", "text", existing(given))))
                .hasStackTraceContaining(
                        "[default:" + given.key() + "] cannot be brought in: another persistence unit");
        assertThat(NOTES.rows("select id from Note where id = 'taken'")).isEmpty();
    }

    @Test
    void it_comes_back_where_it_was_and_moves_from_there() {
        Album again = ALBUMS.save(new Album(existing(givenUp())));

        try (var work = ALBUMS.begin();
                var notes = NOTES.factory().createEntityManager()) {
            Album found = work.em().find(Album.class, again.id);
            notes.persist(new Note("moved", "text", found.cover));
            found.cover = null;
            work.commit();
        }

        assertThat(NOTES.value("select attachment from Note where id = 'moved'"))
                .hasValue(again.cover.key());
    }

    @ParameterizedTest
    @CsvSource({"being.png, being.png,", "being.png, flush/being, being.png"})
    void what_one_is_storing_does_not_come_into_the_other(String key, String row, String keys) {
        ALBUMS.storage().put(key, "pixels");
        NOTES.commit(
                em -> em.createNativeQuery("insert into stored_file_journal (object_key, storage, application, state,"
                                + " created_at, due_at, attempts, flush_keys) values (?1, 'default', '', 'intent', 0,"
                                + " 9000000000000000000, 0, ?2)")
                        .setParameter(1, row)
                        .setParameter(2, keys)
                        .executeUpdate());

        assertThatThrownBy(() -> ALBUMS.save(new Album(StoredFiles.current().existing("default", key))))
                .hasStackTraceContaining("[default:" + key + "] cannot be brought in: another persistence unit");

        NOTES.commit(em -> em.createNativeQuery("delete from stored_file_journal where state = 'intent'")
                .executeUpdate());
    }

    @Test
    void it_moves_to_the_other_in_the_transaction_in_which_it_comes_back() {
        FileRef given = givenUp();

        try (var work = ALBUMS.begin();
                var notes = NOTES.factory().createEntityManager()) {
            Album again = new Album(existing(given));
            work.em().persist(again);
            work.em().flush();
            notes.persist(new Note("moved at once", "text", again.cover));
            again.cover = null;
            work.commit();
        }

        assertThat(NOTES.value("select attachment from Note where id = 'moved at once'"))
                .hasValue(given.key());
        assertThat(ALBUMS.rows("select object_key from stored_file_journal where state = 'removal'"))
                .doesNotContain(given.key());
    }

    private static FileRef givenUp() {
        Album album = ALBUMS.save(new Album(FileRef.of("front.png", "front")));
        ALBUMS.commit(em -> em.remove(em.find(Album.class, album.id)));
        return album.cover;
    }

    private static FileRef existing(FileRef file) {
        return StoredFiles.current().existing("default", file.key());
    }
}
