package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.MapRegionFactory;
import org.storedfile.persistence.suite.run.Unit;

/** The second-level cache, whose values leave the process. */
// The region factory is Hibernate's; EclipseLinkTest looks into the shared cache of EclipseLink, which keeps objects.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Cached.class, Guarded.class)
            .with("hibernate.cache.use_second_level_cache", "true")
            .with("hibernate.cache.region.factory_class", MapRegionFactory.class.getName());

    /** Cached with its collection. */
    @Entity(name = "Cached")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Cached {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "archive", uploadTo = "cached")
        FileRef file;

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<FileRef> pages = new ArrayList<>();
    }

    /** Has a version, and is not cached; only its collection is. */
    @Entity(name = "Guarded")
    public static class Guarded {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<FileRef> pages = new ArrayList<>();
    }

    @Test
    void a_file_comes_out_of_the_cache_with_its_storage() {
        Cached cached = saved();
        UNIT.commit(em -> assertThat(em.find(Cached.class, cached.id).pages).hasSize(1));
        UNIT.sql().clear();

        UNIT.commit(em -> {
            Cached loaded = em.find(Cached.class, cached.id);
            assertThat(loaded.file).isEqualTo(cached.file);
            assertThat(loaded.pages).containsExactly(cached.pages.get(0));
        });

        assertThat(UNIT.sql().all()).isEmpty();
    }

    @Test
    void a_rolled_back_file_does_not_stay_in_the_cache() {
        Cached cached = saved();

        UNIT.rollback(em -> em.find(Cached.class, cached.id).file = FileRef.of("new.png", "new"));

        UNIT.commit(em -> assertThat(em.find(Cached.class, cached.id).file).isEqualTo(cached.file));
        assertThat(UNIT.archive().keys()).containsExactly(cached.file.key());
    }

    @Test
    void a_cached_entity_replaces_and_removes_its_file() {
        Cached cached = saved();
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Cached.class, cached.id).file = fresh);
        assertThat(UNIT.archive().keys()).containsExactly(fresh.key());
        UNIT.commit(em -> assertThat(em.find(Cached.class, cached.id).file).isEqualTo(fresh));

        UNIT.commit(em -> em.remove(em.find(Cached.class, cached.id)));
        assertThat(UNIT.archive().keys()).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    // Whose cache does not hear of it.
    @Test
    void a_cached_element_that_another_node_moved_stays_with_its_new_owner() throws SQLException {
        Guarded from = new Guarded();
        from.pages.add(FileRef.of("page.txt", "page"));
        UNIT.save(from);
        Guarded to = UNIT.save(new Guarded());
        UNIT.commit(em -> assertThat(em.find(Guarded.class, from.id).pages).hasSize(1));
        moveOnAnotherNode(from, to);

        UNIT.commit(em -> {
            Guarded found = em.find(Guarded.class, from.id);
            assertThat(found.pages).hasSize(1);
            em.remove(found);
        });

        assertThat(UNIT.rows("select pages from Guarded_pages where Guarded_id = ?", to.id))
                .containsExactlyElementsOf(UNIT.storage().keys())
                .hasSize(1);
    }

    private static void moveOnAnotherNode(Guarded from, Guarded to) throws SQLException {
        try (Connection node = UNIT.source().getConnection();
                Statement statement = node.createStatement()) {
            statement.executeUpdate(
                    "update Guarded_pages set Guarded_id = " + to.id + " where Guarded_id = " + from.id);
            statement.executeUpdate("update Guarded set version = version + 1");
        }
    }

    private static Cached saved() {
        Cached cached = new Cached();
        cached.file = FileRef.of("old.png", "old");
        cached.pages.add(FileRef.of("page.txt", "page"));
        return UNIT.save(cached);
    }
}
