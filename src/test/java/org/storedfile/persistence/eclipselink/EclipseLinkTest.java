package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import org.eclipse.persistence.Version;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** What only EclipseLink has: a shared cache by default, and a property that can be missing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EclipseLinkTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void the_run_has_the_version_of_EclipseLink_that_it_claims() {
        String version = Version.getVersion();

        assertThat(version).startsWith(System.getProperty("storedfile.test.eclipselink"));
    }

    @Test
    void the_shared_cache_knows_nothing_of_what_was_rolled_back() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        UNIT.rollback(em -> em.find(Album.class, album.id).cover = FileRef.of("new.png", "new"));

        UNIT.sql().clear();
        EntityManager em = UNIT.factory().createEntityManager();
        Album cached = em.find(Album.class, album.id);
        em.close();
        assertThat(UNIT.sql().all()).isEmpty();
        assertThat(cached.cover).isEqualTo(album.cover);
        assertThat(cached.cover.isStored()).isTrue();
    }

    @Test
    void the_shared_cache_has_the_stored_file_after_a_commit() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Album.class, album.id).cover = fresh);

        EntityManager em = UNIT.factory().createEntityManager();
        assertThat(em.find(Album.class, album.id).cover.key()).isEqualTo(fresh.key());
        em.close();
    }

    @Test
    void a_column_that_only_inserts_write_is_refused_when_the_unit_starts() {
        assertThatThrownBy(() -> Unit.of(Final.class).beside(UNIT).start().close())
                .hasStackTraceContaining("StoredFileException: the FileRef 'file' of Final lies in an entity of"
                        + " EclipseLink, so its column is written by inserts and updates, or by none");
    }

    /** Keeps its first file. */
    @Entity(name = "Final")
    public static class Final {
        @Id
        Long id;

        @Column(updatable = false)
        FileRef file;
    }

    @Test
    void a_unit_without_the_property_refuses_new_files_and_says_why() {
        try (Unit bare = Unit.of(Album.class)
                .beside(UNIT)
                .with("eclipselink.session.customizer", Nothing.class.getName())
                .start()) {
            assertThatThrownBy(() -> bare.save(new Album(FileRef.of("front.png", "pixels"))))
                    .hasStackTraceContaining("front.png")
                    .hasStackTraceContaining("eclipselink.session.customizer");
        }
    }

    @Test
    void a_unit_without_the_property_never_serializes_a_stored_file_into_its_column() {
        FileRef existing = existing("covers/front.png");
        try (Unit bare = Unit.of(Album.class)
                .beside(UNIT)
                .with("eclipselink.session.customizer", Nothing.class.getName())
                .start()) {
            assertThatThrownBy(() -> bare.save(new Album(existing)))
                    .hasStackTraceContaining("covers/front.png")
                    .hasStackTraceContaining("eclipselink.session.customizer");
        }
    }

    private static FileRef existing(String key) {
        return StoredFiles.current().existing("default", key);
    }

    /** Customizes nothing. */
    public static final class Nothing implements org.eclipse.persistence.sessions.SessionCustomizer {
        @Override
        public void customize(org.eclipse.persistence.sessions.Session session) {}
    }
}
