package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Box;
import org.storedfile.persistence.suite.model.Shelf;
import org.storedfile.persistence.suite.run.Unit;

/** Merge, remove, refresh, detach, cascades and orphans. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EntityLifeTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Shelf.class, Box.class);

    @Test
    void a_detached_entity_merges_its_new_file() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        album.cover = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.merge(album));

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void an_unchanged_detached_entity_merges_without_touching_the_storage() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        UNIT.storage().forgetCalls();
        UNIT.sql().clear();

        UNIT.commit(em -> em.merge(album));

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.sql().all("update")).isEmpty();
    }

    @Test
    void a_new_entity_merges_with_its_cascades() {
        Shelf shelf = new Shelf();
        FileRef label = FileRef.of("label.txt", "left");
        shelf.boxes.add(new Box(label));

        UNIT.commit(em -> em.merge(shelf));

        assertThat(UNIT.storage().keys()).containsExactly(label.key());
        assertThat(UNIT.rows("select label from Box where label = ?", label.key()))
                .hasSize(1);
    }

    @Test
    void an_orphan_takes_its_object_along() {
        Shelf shelf = new Shelf();
        shelf.boxes.add(new Box(FileRef.of("label.txt", "left")));
        shelf.boxes.add(new Box(FileRef.of("label.txt", "right")));
        UNIT.save(shelf);

        UNIT.commit(em -> em.find(Shelf.class, shelf.id).boxes.remove(0));

        assertThat(UNIT.storage().keys())
                .containsExactly(shelf.boxes.get(1).label.key());
    }

    @Test
    void a_cascaded_remove_takes_all_objects_along() {
        Shelf shelf = new Shelf();
        shelf.boxes.add(new Box(FileRef.of("label.txt", "left")));
        shelf.boxes.add(new Box(FileRef.of("label.txt", "right")));
        UNIT.save(shelf);

        UNIT.commit(em -> em.remove(em.find(Shelf.class, shelf.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_removed_entity_takes_its_object_along_after_commit() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> {
            em.remove(em.find(Album.class, album.id));
            em.flush();

            assertThat(UNIT.storage().keys()).hasSize(1);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_removed_reference_takes_its_object_along() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> em.remove(em.getReference(Album.class, album.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.rows("select title from Album where id = ?", album.id)).isEmpty();
    }

    @Test
    void persisted_and_removed_at_once_leaves_nothing() {
        UNIT.commit(em -> {
            Album album = new Album(FileRef.of("front.png", "pixels"));
            em.persist(album);
            em.flush();
            em.remove(album);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void replaced_and_removed_in_one_flush_leaves_nothing() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            loaded.cover = FileRef.of("new.png", "new");
            em.remove(loaded);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void replaced_flushed_and_removed_leaves_nothing() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            loaded.cover = FileRef.of("new.png", "new");
            em.flush();
            em.remove(loaded);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void refresh_brings_the_stored_file_back_and_forgets_the_new_one() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            loaded.cover = fresh;
            em.refresh(loaded);

            assertThat(loaded.cover).isEqualTo(album.cover);
        });

        assertThat(fresh.isStored()).isFalse();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_was_detached_before_flush_is_not_stored() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            loaded.cover = fresh;
            em.detach(loaded);
        });

        assertThat(fresh.isStored()).isFalse();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_was_flushed_and_then_cleared_is_still_undone_by_rollback() {
        UNIT.rollback(em -> {
            em.persist(new Album(FileRef.of("front.png", "pixels")));
            em.flush();
            em.clear();
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void persisting_outside_of_a_transaction_stores_nothing() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        EntityManager em = UNIT.factory().createEntityManager();
        em.persist(album);
        em.close();

        assertThat(album.cover.isStored()).isFalse();
        assertThat(UNIT.storage().calls()).isEmpty();
    }
}
