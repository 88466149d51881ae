package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** One resource-local entity manager over several transactions, closed early, or in manual mode. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EntityManagerTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void each_transaction_of_an_entity_manager_ends_on_its_own() {
        Album first = new Album(FileRef.of("1.png", "1"));
        Album second = new Album(FileRef.of("2.png", "2"));
        try (EntityManager em = UNIT.factory().createEntityManager()) {
            em.getTransaction().begin();
            em.persist(first);
            em.getTransaction().commit();
            em.getTransaction().begin();
            em.persist(second);
            em.flush();
            em.getTransaction().rollback();
        }

        assertThat(UNIT.storage().keys()).containsExactly(first.cover.key());
        assertThat(second.cover.isStored()).isFalse();
    }

    @Test
    void a_rolled_back_replacement_can_be_tried_again_with_the_same_entity_manager() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");
        try (EntityManager em = UNIT.factory().createEntityManager()) {
            em.getTransaction().begin();
            em.find(Album.class, album.id).cover = fresh;
            em.flush();
            em.getTransaction().rollback();
            em.clear();
            em.getTransaction().begin();
            em.find(Album.class, album.id).cover = fresh;
            em.getTransaction().commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(fresh.key());
    }

    @Test
    void an_entity_manager_closed_before_commit_changes_nothing() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        EntityManager em = UNIT.factory().createEntityManager();
        var transaction = em.getTransaction();
        transaction.begin();
        em.persist(album);
        em.flush();
        em.close();
        transaction.commit();

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void an_entity_manager_closed_before_rollback_leaves_nothing() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        EntityManager em = UNIT.factory().createEntityManager();
        var transaction = em.getTransaction();
        transaction.begin();
        em.persist(album);
        em.flush();
        em.close();
        transaction.rollback();

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(album.cover.isStored()).isFalse();
    }

    @Test
    void removed_and_persisted_again_keeps_the_object() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            em.remove(loaded);
            em.persist(loaded);
        });

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void in_commit_mode_a_query_stores_nothing() {
        UNIT.commit(em -> {
            em.setFlushMode(FlushModeType.COMMIT);
            em.persist(new Album(FileRef.of("front.png", "pixels")));
            em.createQuery("select count(a) from Album a", Long.class).getSingleResult();

            assertThat(UNIT.storage().calls()).isEmpty();
        });

        assertThat(UNIT.storage().keys()).hasSize(1);
    }

    // A session that is read-only by default is Hibernate's.
    @Tag("hibernate")
    @Test
    void a_read_only_entity_keeps_its_file() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            em.unwrap(org.hibernate.Session.class).setDefaultReadOnly(true);
            em.find(Album.class, album.id).cover = fresh;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).contains(album.cover.key());
        assertThat(UNIT.storage().keys()).hasSize(1);
    }

    @Test
    @Tag("hibernate")
    void a_read_only_entity_that_was_changed_and_removed_takes_its_own_file_along() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        Album other = UNIT.save(new Album(FileRef.of("other.png", "other")));

        UNIT.commit(em -> {
            em.unwrap(org.hibernate.Session.class).setDefaultReadOnly(true);
            Album found = em.find(Album.class, album.id);
            found.cover = em.find(Album.class, other.id).cover;
            em.remove(found);
        });

        assertThat(UNIT.storage().keys()).containsExactly(other.cover.key());
    }
}
