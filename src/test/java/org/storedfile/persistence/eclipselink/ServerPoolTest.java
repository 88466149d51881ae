package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Unit;

/**
 * As GlassFish and Payara have it: a unit has a non-JTA data source, from which it reads when its part has ended, and no
 * other connection that takes part in the transaction. Nothing may be left to do in the database then.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerPoolTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Folder.class).jta().stingy();

    @AfterEach
    void nothing_is_left_in_the_journal() {
        Journal.of(StoredFiles.current()).forEach(Journal::status);
        assertThat(UNIT.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @Test
    void what_was_flushed_early_is_committed() {
        FileRef file = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            em.persist(new Album(file));
            em.flush();
        });

        assertThat(UNIT.storage().keys()).containsExactly(file.key());
    }

    @Test
    void a_replaced_file_goes_after_commit() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef next = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Album.class, album.id).cover = next);

        assertThat(UNIT.storage().keys()).containsExactly(next.key());
    }

    @Test
    void a_file_that_was_replaced_in_a_flush_goes_after_commit() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef next = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            em.find(Album.class, album.id).cover = FileRef.of("between.png", "between");
            em.flush();
            em.find(Album.class, album.id).cover = next;
        });

        assertThat(UNIT.storage().keys()).containsExactly(next.key());
    }

    @Test
    void a_removed_row_takes_its_files_along() {
        Folder folder = new Folder();
        folder.pages.add(FileRef.of("page.txt", "page"));
        UNIT.save(folder);

        UNIT.commit(em -> em.remove(em.find(Folder.class, folder.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_rollback_keeps_what_there_was() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        UNIT.rollback(em -> replace(em, album));

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    private static void replace(EntityManager em, Album album) {
        em.find(Album.class, album.id).cover = FileRef.of("new.png", "new");
        em.flush();
    }
}
