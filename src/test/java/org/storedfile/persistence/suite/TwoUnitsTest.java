package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Two persistence units with a database each, in one transaction of JTA. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoUnitsTest {
    @Order(1)
    @RegisterExtension
    static final Unit ALBUMS = Unit.of(Album.class).jta();

    @Order(2)
    @RegisterExtension
    static final Unit NOTES = Unit.of(Note.class).jta().beside(ALBUMS);

    @Test
    void a_commit_stores_the_files_of_both() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        Note note = new Note("commit", "text", FileRef.of("note.txt", "text"));

        commit((albums, notes) -> {
            albums.persist(album);
            notes.persist(note);
        });

        assertThat(ALBUMS.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), attachmentKey(note));
        assertThat(cover(album)).isEqualTo(album.cover.key());
        assertThat(attachment(note)).isEqualTo(attachmentKey(note));
    }

    @Test
    void a_rollback_leaves_nothing_of_either() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        Note note = new Note("rollback", "text", FileRef.of("note.txt", "text"));

        try (Work work = ALBUMS.begin();
                Notes notes = new Notes()) {
            work.em().persist(album);
            notes.em().persist(note);
            work.em().flush();
            notes.em().flush();
            assertThat(ALBUMS.storage().keys()).hasSize(2);
            work.rollback();
        }

        assertThat(ALBUMS.storage().keys()).isEmpty();
        assertThat(album.cover.isStored()).isFalse();
        assertThat(note.getAttachment().isStored()).isFalse();
    }

    @Test
    void a_commit_removes_what_both_replaced() {
        Album album = ALBUMS.save(new Album(FileRef.of("old.png", "old")));
        Note note = NOTES.save(new Note("replace", "text", FileRef.of("old.txt", "old")));

        commit((albums, notes) -> {
            albums.find(Album.class, album.id).cover = FileRef.of("new.png", "new");
            notes.find(Note.class, "replace").setAttachment(FileRef.of("new.txt", "new"));
        });

        assertThat(ALBUMS.storage().keys()).containsExactlyInAnyOrder(cover(album), attachment(note));
        assertThat(ALBUMS.storage().keys()).doesNotContain(album.cover.key(), attachmentKey(note));
    }

    @Test
    void a_failure_in_one_undoes_the_other() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        Note broken = new Note("broken", null, FileRef.of("note.txt", "text"));

        assertThatThrownBy(() -> commit((albums, notes) -> {
                    albums.persist(album);
                    albums.flush();
                    notes.persist(broken);
                }))
                .isNotNull();

        assertThat(ALBUMS.storage().keys()).isEmpty();
        assertThat(ALBUMS.rows("select id from Album where id = ?", album.id)).isEmpty();
    }

    @Test
    void a_file_moves_to_an_entity_of_the_other_unit() {
        Album album = ALBUMS.save(new Album(FileRef.of("front.png", "pixels")));

        commit((albums, notes) -> {
            Album from = albums.find(Album.class, album.id);
            notes.persist(new Note("moved", "text", from.cover));
            from.cover = null;
        });

        assertThat(NOTES.value("select attachment from Note where id = 'moved'"))
                .hasValue(album.cover.key());
        assertThat(ALBUMS.value("select cover from Album where id = ?", album.id))
                .isEmpty();
        assertThat(ALBUMS.storage().text(album.cover.key())).isEqualTo("pixels");
    }

    @Test
    void a_file_moves_to_the_other_unit_although_its_entity_is_flushed_first_and_removed() {
        Album album = ALBUMS.save(new Album(FileRef.of("front.png", "pixels")));

        commit((albums, notes) -> {
            albums.remove(albums.find(Album.class, album.id));
            albums.flush();
            notes.persist(new Note("moved last", "text", album.cover));
        });

        assertThat(NOTES.value("select attachment from Note where id = 'moved last'"))
                .hasValue(album.cover.key());
        assertThat(ALBUMS.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_move_that_rolls_back_leaves_the_file_where_it_was() {
        Album album = ALBUMS.save(new Album(FileRef.of("front.png", "pixels")));

        try (Work work = ALBUMS.begin();
                Notes notes = new Notes()) {
            work.em().find(Album.class, album.id).cover = null;
            notes.em().persist(new Note("moved not", "text", album.cover));
            work.em().flush();
            notes.em().flush();
            work.rollback();
        }

        assertThat(cover(album)).isEqualTo(album.cover.key());
        assertThat(ALBUMS.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void one_file_in_both_units_is_refused() {
        Album album = ALBUMS.save(new Album(FileRef.of("front.png", "pixels")));

        assertThatThrownBy(() -> commit((albums, notes) -> notes.persist(new Note("shared", "text", album.cover))))
                .hasStackTraceContaining("copy()")
                .hasStackTraceContaining("Note#shared.attachment");

        assertThat(ALBUMS.storage().keys()).containsExactly(album.cover.key());
        assertThat(NOTES.rows("select id from Note where id = 'shared'")).isEmpty();
    }

    @Test
    void one_file_in_both_units_is_refused_although_the_second_is_flushed_after_the_check() {
        Album album = new Album(FileRef.of("front.png", "pixels"));

        try (Work work = ALBUMS.begin()) {
            work.em().persist(album);
            work.em().flush();
            try (Notes notes = new Notes()) {
                notes.em().persist(new Note("late", "text", album.cover));

                assertThatThrownBy(work::commit)
                        .hasStackTraceContaining("copy()")
                        .hasStackTraceContaining("Note#late.attachment");
            }
        }

        assertThat(ALBUMS.storage().keys()).isEmpty();
        assertThat(NOTES.rows("select id from Note where id = 'late'")).isEmpty();
    }

    private static void commit(BiConsumer<EntityManager, EntityManager> action) {
        try (Work work = ALBUMS.begin();
                Notes notes = new Notes()) {
            action.accept(work.em(), notes.em());
            work.commit();
        }
    }

    private static String cover(Album album) {
        return ALBUMS.value("select cover from Album where id = ?", album.id).orElseThrow();
    }

    private static String attachment(Note note) {
        return NOTES.value("select attachment from Note where id = ?", note.getId())
                .orElseThrow();
    }

    private static String attachmentKey(Note note) {
        return note.getAttachment().key();
    }

    /** The entity manager of the second unit, in the transaction that has begun. */
    private record Notes(EntityManager em) implements AutoCloseable {
        Notes() {
            this(NOTES.factory().createEntityManager());
        }

        @Override
        public void close() {
            em.close();
        }
    }
}
