package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** Changes that raise no event: the files stay, and no row is left without its file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnseenChangeTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Parent.class, Child.class);

    @Test
    void a_bulk_delete_leaves_the_files() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> em.createQuery("delete from Album a where a.id = :id")
                .setParameter("id", album.id)
                .executeUpdate());

        assertThat(UNIT.rows("select id from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_bulk_update_to_null_leaves_the_files() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> em.createQuery("update Album a set a.cover = null where a.id = :id")
                .setParameter("id", album.id)
                .executeUpdate());

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_bulk_update_to_another_stored_file_leaves_both() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        UNIT.storage().put("legacy.png", "pixels");

        UNIT.commit(em -> em.createQuery("update Album a set a.cover = :cover where a.id = :id")
                .setParameter("cover", StoredFiles.current().existing("default", "legacy.png"))
                .setParameter("id", album.id)
                .executeUpdate());

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue("legacy.png");
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), "legacy.png");
    }

    @Test
    void a_bulk_delete_that_rolls_back_leaves_row_and_file() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.rollback(em -> em.createQuery("delete from Album").executeUpdate());

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    // The query is HQL: JPQL has no "update versioned".
    @Tag("hibernate")
    @Test
    void a_bulk_update_behind_a_managed_entity_does_not_remove_what_the_row_holds() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> {
            Album managed = em.find(Album.class, album.id);
            em.createQuery("update versioned Album a set a.title = 'behind' where a.id = :id")
                    .setParameter("id", album.id)
                    .executeUpdate();
            em.refresh(managed);
            managed.cover = FileRef.of("new.png", "new");
        });

        assertThat(UNIT.storage().keys())
                .containsExactly(UNIT.value("select cover from Album where id = ?", album.id)
                        .orElseThrow());
    }

    // @OnDelete is Hibernate's.
    @Tag("hibernate")
    @Test
    void a_cascade_of_the_database_leaves_the_files_of_the_rows_that_it_deletes() {
        Parent parent = new Parent();
        Child child = new Child(parent, FileRef.of("child.png", "pixels"));
        UNIT.commit(em -> {
            em.persist(parent);
            em.persist(child);
        });

        UNIT.commit(em -> em.remove(em.find(Parent.class, parent.id)));

        assertThat(UNIT.rows("select id from Child where id = ?", child.id)).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(child.file.key());
    }

    // @OnDelete is Hibernate's.
    @Tag("hibernate")
    @Test
    void a_cascade_of_the_database_leaves_the_files_of_a_collection() {
        Parent parent = new Parent();
        parent.pages.add(FileRef.of("page.png", "pixels"));
        UNIT.save(parent);

        UNIT.commit(em -> em.remove(em.find(Parent.class, parent.id)));

        assertThat(UNIT.rows("select pages from Parent_pages where Parent_id = ?", parent.id))
                .isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(parent.pages.get(0).key());
    }

    @Test
    void a_bulk_delete_with_a_collection_leaves_its_files() {
        Parent parent = new Parent();
        parent.pages.add(FileRef.of("page.png", "pixels"));
        UNIT.save(parent);

        UNIT.commit(em -> em.createQuery("delete from Parent p where p.id = :id")
                .setParameter("id", parent.id)
                .executeUpdate());

        assertThat(UNIT.rows("select pages from Parent_pages where Parent_id = ?", parent.id))
                .isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(parent.pages.get(0).key());
    }

    @Test
    void a_file_that_a_bulk_update_gave_to_two_attributes_stays_when_both_give_it_to_a_third() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        UNIT.commit(em -> em.createQuery("update Album a set a.booklet = a.cover where a.id = :id")
                .setParameter("id", album.id)
                .executeUpdate());

        Album third = new Album();
        UNIT.commit(em -> {
            Album both = em.find(Album.class, album.id);
            third.cover = both.cover;
            em.persist(third);
            both.cover = null;
            both.booklet = null;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", third.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    /** Takes its children and pages along, in the database. */
    @Entity(name = "Parent")
    public static class Parent {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        @OnDelete(action = OnDeleteAction.CASCADE)
        List<FileRef> pages = new ArrayList<>();
    }

    /** Goes with its parent. */
    @Entity(name = "Child")
    public static class Child {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Parent parent;

        FileRef file;

        public Child() {}

        Child(Parent parent, FileRef file) {
            this.parent = parent;
            this.file = file;
        }
    }
}
