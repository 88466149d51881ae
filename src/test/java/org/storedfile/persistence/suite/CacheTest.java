package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
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
    static final Unit UNIT = Unit.of(Cached.class)
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

    private static Cached saved() {
        Cached cached = new Cached();
        cached.file = FileRef.of("old.png", "old");
        cached.pages.add(FileRef.of("page.txt", "page"));
        return UNIT.save(cached);
    }
}
