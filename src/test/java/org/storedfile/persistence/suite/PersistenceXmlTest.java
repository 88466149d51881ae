package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.RecordingStorage;

/** A persistence.xml in which nothing is said of Stored File, but for the one property that EclipseLink needs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PersistenceXmlTest {
    private static final String PROVIDER = System.getProperty("storedfile.test.provider", "hibernate");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final RecordingStorage storage = new RecordingStorage();
    private URLClassLoader loader;
    private StoredFiles.Registration registration;

    // A folder of its own on the class path, because the test jar is published and must bring no persistence unit.
    @BeforeEach
    void start() {
        URL folder = Objects.requireNonNull(before.getResource("plain-unit-" + PROVIDER + "/"));
        loader = new URLClassLoader(new URL[] {folder}, before);
        Thread.currentThread().setContextClassLoader(loader);
        registration = StoredFiles.builder().storage("default", storage).build().register();
    }

    @AfterEach
    void stop() throws IOException {
        registration.close();
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    @Test
    void files_come_and_go_with_the_transaction() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        try (Factory plain = Factory.named("plain")) {
            plain.commit(em -> em.persist(album));
            String old = album.cover.key();
            assertThat(storage.text(old)).isEqualTo("pixels");

            plain.commit(em -> {
                Album found = em.find(Album.class, album.id);
                assertThat(found.cover.key()).isEqualTo(old);
                found.cover = FileRef.of("back.png", "more pixels");
            });
            assertThat(storage.keys()).hasSize(1).doesNotContain(old);

            plain.commit(em -> em.remove(em.find(Album.class, album.id)));
            assertThat(storage.keys()).isEmpty();
        }
    }

    /** Closes the factory. */
    private record Factory(EntityManagerFactory factory) implements AutoCloseable {
        // How the classes were compiled is said by the run that compiled them.
        static Factory named(String unit) {
            String weaving = System.getProperty("storedfile.test.weaving", "false");
            return new Factory(Persistence.createEntityManagerFactory(unit, Map.of("eclipselink.weaving", weaving)));
        }

        void commit(Consumer<EntityManager> work) {
            EntityManager em = factory.createEntityManager();
            try {
                em.getTransaction().begin();
                work.accept(em);
                em.getTransaction().commit();
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
                em.close();
            }
        }

        @Override
        public void close() {
            factory.close();
        }
    }
}
