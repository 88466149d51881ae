package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/**
 * An entity that is read-only for a while, and has another row's file when it is no more: Hibernate takes that for what was
 * loaded, but its row has its own.
 */
// EclipseLink's read-only entities are other objects.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadOnlyEntityTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    private Album one;
    private Album two;

    /** How an entity becomes read-only. */
    enum Way {
        BY_ITSELF {
            @Override
            Album find(EntityManager em, Long id) {
                Album found = em.find(Album.class, id);
                em.unwrap(Session.class).setReadOnly(found, true);
                return found;
            }
        },
        BY_DEFAULT {
            @Override
            Album find(EntityManager em, Long id) {
                em.unwrap(Session.class).setDefaultReadOnly(true);
                return em.find(Album.class, id);
            }
        },
        BY_A_QUERY {
            @Override
            Album find(EntityManager em, Long id) {
                return em.createQuery("from Album where id = :id", Album.class)
                        .setParameter("id", id)
                        .setHint("org.hibernate.readOnly", true)
                        .getSingleResult();
            }
        },
        AS_A_PROXY {
            @Override
            Album find(EntityManager em, Long id) {
                Album proxy = em.getReference(Album.class, id);
                em.unwrap(Session.class).setReadOnly(proxy, true);
                Hibernate.initialize(proxy);
                return proxy;
            }
        };

        abstract Album find(EntityManager em, Long id);

        /** Returns it with another row's file, and no more read-only. */
        Album find(EntityManager em, Album album, Album other) {
            Album found = find(em, album.id);
            ((Album) Hibernate.unproxy(found)).cover = other.cover;
            em.unwrap(Session.class).setReadOnly(found, false);
            return found;
        }
    }

    @BeforeEach
    void save() {
        one = UNIT.save(new Album(FileRef.of("one.png", "one")));
        two = UNIT.save(new Album(FileRef.of("two.png", "two")));
    }

    @ParameterizedTest
    @EnumSource
    void a_removed_row_takes_its_own_file_along(Way way) {
        UNIT.commit(em -> em.remove(way.find(em, one, two)));

        assertThat(UNIT.storage().keys()).containsExactly(two.cover.key());
    }

    @ParameterizedTest
    @EnumSource
    void a_replaced_file_is_that_of_the_row(Way way) {
        FileRef next = FileRef.of("next.png", "next");

        UNIT.commit(em -> ((Album) Hibernate.unproxy(way.find(em, one, two))).cover = next);

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(two.cover.key(), next.key());
    }

    @ParameterizedTest
    @EnumSource
    void the_file_of_another_row_does_not_get_into_this_one_unseen(Way way) {
        String title = "of " + way;

        assertThatThrownBy(() -> UNIT.commit(em -> ((Album) Hibernate.unproxy(way.find(em, one, two))).title = title))
                .hasStackTraceContaining("would be held by two attributes");

        assertThat(UNIT.value("select cover from Album where id = ?", one.id)).hasValue(one.cover.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(one.cover.key(), two.cover.key());
    }

    @Test
    void a_new_file_that_came_meanwhile_replaces_the_row_s_own() {
        FileRef next = FileRef.of("next.png", "next");

        UNIT.commit(em -> Way.BY_ITSELF.find(em, one, new Album(next)).title = "with a new file");

        assertThat(UNIT.value("select cover from Album where id = ?", one.id)).hasValue(next.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(two.cover.key(), next.key());
    }

    @Test
    void a_removal_that_is_taken_back_changes_nothing_of_that() {
        UNIT.commit(em -> {
            Album found = Way.BY_ITSELF.find(em, one, two);
            em.remove(found);
            em.persist(found);
            found.cover = null;
        });

        assertThat(UNIT.storage().keys()).containsExactly(two.cover.key());
    }
}
