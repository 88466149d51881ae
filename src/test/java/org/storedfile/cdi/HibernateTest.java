package org.storedfile.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.Progress;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Weld and Hibernate in Java SE, whether or not Hibernate is told of the container. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HibernateTest {
    private static final String SETTINGS = """
            storedfile.storages.default.type=recording
            storedfile.storages.default.label=files.example
            storedfile.storages.default.exclusive=true
            storedfile.storages.archive.type=recording
            storedfile.storages.archive.label=archive.example
            """;

    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="scans" transaction-type="RESOURCE_LOCAL">
                <class>org.storedfile.cdi.Scan</class>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="create" />
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_is_stored_read_and_linked(boolean isTold) throws IOException {
        try (Running running = new Running(isTold)) {
            Scan scan = running.save(new Scan(FileRef.of("front.png", "pixels"), null));

            Desk desk = running.application.get(Desk.class);
            assertThat(desk.text(scan.front().key())).isEqualTo("pixels");
            assertThat(scan.front().open()).hasContent("pixels");
            assertThat(scan.front().url())
                    .hasToString("https://files.example/" + scan.front().key());
            assertThat(running.found(scan)).isEqualTo(scan.front());
        }
    }

    @Test
    void a_storage_that_the_container_does_not_have_stops_the_unit() {
        String settings = """
                storedfile.storages.default.type=recording
                storedfile.storages.default.label=files.example
                """;

        assertThatThrownBy(() -> new Running(true, settings))
                .hasStackTraceContaining("Scan")
                .hasStackTraceContaining("'archive'")
                .hasStackTraceContaining("[default]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_replaced_file_goes_after_commit(boolean isTold) {
        try (Running running = new Running(isTold)) {
            Scan scan = running.save(new Scan(FileRef.of("old.png", "old"), null));
            FileRef next = FileRef.of("new.png", "new");

            running.commit(em -> {
                em.find(Scan.class, scan.id()).front(next);
                em.flush();
                assertThat(running.keys("default")).hasSize(2);
            });

            assertThat(running.keys("default")).containsExactly(next.key());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_rollback_leaves_nothing(boolean isTold) {
        FileRef front = FileRef.of("front.png", "pixels");
        try (Running running = new Running(isTold)) {
            assertThatThrownBy(() -> running.commit(em -> {
                        em.persist(new Scan(front, FileRef.of("back.png", "pixels")));
                        em.flush();
                        assertThat(running.keys("default")).hasSize(1);
                        assertThat(running.keys("archive")).hasSize(1);
                        throw new IllegalStateException("changed my mind");
                    }))
                    .hasMessage("changed my mind");

            assertThat(running.keys("default")).isEmpty();
            assertThat(running.keys("archive")).isEmpty();
            assertThat(front.isStored()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_bean_with_an_injected_one_decides_the_folder(boolean isTold) {
        try (Running running = new Running(isTold)) {
            Scan scan = running.save(new Scan(null, FileRef.of("back.png", "pixels")));

            assertThat(scan.back().key()).startsWith("acme/back/back_");
            assertThat(running.keys("archive")).containsExactly(scan.back().key());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_object_comes_in_through_the_injected_files(boolean isTold) {
        try (Running running = new Running(isTold)) {
            Desk desk = running.application.get(Desk.class);
            desk.put("legacy/front.png", "pixels");

            Scan scan = running.save(new Scan(desk.existing("legacy/front.png"), null));

            assertThat(running.found(scan).key()).isEqualTo("legacy/front.png");
        }
    }

    @Test
    void injected_maintenance_sweeps_an_exclusive_storage_and_fires_events() {
        try (Running running = new Running(true)) {
            Desk desk = running.application.get(Desk.class);
            desk.put("lost.png", "pixels");
            Scan scan = running.save(new Scan(FileRef.of("front.png", "pixels"), FileRef.of("back.png", "pixels")));

            desk.sweep("default");

            assertThat(running.keys("default")).containsExactly(scan.front().key());
            assertThat(running.application.get(Log.class).events())
                    .containsExactly("OBJECTS", "JOURNAL", "ROWS", "ORPHAN lost.png", "FILES");
            assertThatThrownBy(() -> desk.sweep("archive")).hasMessageContaining("not declared exclusive");
        }
    }

    @Test
    void the_end_of_both_leaves_no_thread() throws InterruptedException {
        runOnce();
        Set<Thread> before = threads();

        runOnce();

        Set<Thread> left = threads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(10_000);
        }
        assertThat(left).allMatch(thread -> !thread.isAlive());
    }

    private void runOnce() {
        try (Running running = new Running(true)) {
            running.save(new Scan(FileRef.of("front.png", "pixels"), FileRef.of("back.png", "pixels")));
        }
    }

    // The workers of the JVM's own pool belong to nobody, and leave when they like.
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().startsWith("ForkJoinPool.commonPool"));
        return threads;
    }

    /** A part of the application that uses the storages directly. */
    @ApplicationScoped
    static class Desk {
        @Inject
        private StoredFiles files;

        @Inject
        private FileMaintenance maintenance;

        @Inject
        @Named("default")
        private Storage storage;

        String text(String key) throws IOException {
            try (InputStream in = storage.read(Key.of(key), ByteRange.ALL)) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }

        void put(String key, String text) {
            try {
                storage.write(Key.of(key), Content.of(text.getBytes(UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        FileRef existing(String key) {
            return files.existing("default", key);
        }

        void sweep(String name) {
            maintenance.sweep(SweepOptions.of(name).remove().graceAge(Duration.ZERO), MaintenanceListener.SILENT);
        }
    }

    /** Writes down what maintenance tells. */
    @ApplicationScoped
    static class Log {
        private final List<String> events = new ArrayList<>();

        List<String> events() {
            return events;
        }

        void progress(@Observes Progress progress) {
            events.add(progress.step().toString());
        }

        void found(@Observes Finding finding) {
            events.add(finding.problem() + " " + finding.key());
        }
    }

    /** A container and a persistence unit with an empty database. */
    private final class Running implements AutoCloseable {
        private final TestApplication application;
        private final EntityManagerFactory factory;

        Running(boolean isTold) {
            this(isTold, SETTINGS);
        }

        Running(boolean isTold, String storages) {
            application = TestApplication.start(
                    folder, storages, Desk.class, Log.class, TenantFolder.class, TenantFolder.Tenant.class);
            Map<String, Object> settings = new HashMap<>();
            settings.put("jakarta.persistence.jdbc.url", "jdbc:h2:mem:" + UUID.randomUUID());
            if (isTold) {
                settings.put(
                        "jakarta.persistence.bean.manager",
                        application.container().getBeanManager());
            }
            try {
                Files.writeString(folder.resolve("META-INF/persistence.xml"), UNIT);
                factory = Persistence.createEntityManagerFactory("scans", settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                application.close();
                throw e;
            }
        }

        Scan save(Scan scan) {
            commit(em -> em.persist(scan));
            return scan;
        }

        FileRef found(Scan scan) {
            try (Closing closing = new Closing(factory.createEntityManager())) {
                return closing.em().find(Scan.class, scan.id()).front();
            }
        }

        void commit(Consumer<EntityManager> work) {
            try (Closing closing = new Closing(factory.createEntityManager())) {
                closing.em().getTransaction().begin();
                work.accept(closing.em());
                closing.em().getTransaction().commit();
            }
        }

        List<String> keys(String storage) {
            try (Stream<StoredObject> objects = application.storage(storage).list("")) {
                return objects.map(object -> object.key().value()).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            factory.close();
            application.close();
        }
    }

    /** Rolls back what was not committed. */
    private record Closing(EntityManager em) implements AutoCloseable {
        @Override
        public void close() {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
        }
    }
}
