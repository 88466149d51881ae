package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.RecordingStorage;

/** Hibernate started by its own API, without a persistence unit. */
// EclipseLink has nothing like it: its own API takes no classes with annotations.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class NativeBootstrapTest {
    private final RecordingStorage storage = new RecordingStorage();

    @Test
    void files_need_no_configuration() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        try (StoredFiles.Registration registered = StoredFiles.builder()
                        .storage("default", storage)
                        .build()
                        .register();
                SessionFactory factory = factory()) {
            assertThat(registered).isNotNull();
            factory.inTransaction(session -> session.persist(album));
            assertThat(storage.keys()).containsExactly(album.cover.key());

            factory.inTransaction(session -> session.remove(session.find(Album.class, album.id)));
            assertThat(storage.keys()).isEmpty();
        }
    }

    // A session that was not made for Jakarta Persistence removes them.
    @Test
    void a_detached_entity_that_was_changed_and_removed_takes_its_own_file_along() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        Album other = new Album(FileRef.of("other.png", "other"));
        try (StoredFiles.Registration registered = StoredFiles.builder()
                        .storage("default", storage)
                        .build()
                        .register();
                SessionFactory factory = factory()) {
            assertThat(registered).isNotNull();
            factory.inTransaction(session -> {
                session.persist(album);
                session.persist(other);
            });
            album.cover = other.cover;

            factory.inTransaction(session -> session.remove(album));

            assertThat(storage.keys()).containsExactly(other.cover.key());
        }
    }

    private static SessionFactory factory() {
        return new Configuration()
                .addAnnotatedClass(Album.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:native;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .buildSessionFactory();
    }
}
