package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.RecordingStorage;

/** A persistence.xml with a unit that does not run, whose rows nobody sees. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnstartedUnitsTest {
    private static final String PROVIDER = System.getProperty("storedfile.test.provider", "hibernate");
    private static final SweepOptions SWEEP =
            SweepOptions.of("default").remove().graceAge(Duration.ZERO).acceptEmpty();

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final RecordingStorage storage = new RecordingStorage();
    private URLClassLoader loader;
    private StoredFiles files;
    private StoredFiles.Registration registration;
    private EntityManagerFactory factory;

    @BeforeEach
    void start() throws IOException {
        URL plain = Objects.requireNonNull(before.getResource("plain-unit-" + PROVIDER + "/"));
        loader = new URLClassLoader(new URL[] {plain, folder.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
        files = StoredFiles.builder()
                .storage("default", storage)
                .exclusive("default")
                .build();
        registration = files.register();
        factory = plain();
        storage.put("of another unit.txt", "bytes");
    }

    @AfterEach
    void stop() throws IOException {
        if (factory.isOpen()) {
            factory.close();
        }
        registration.close();
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    @Test
    void nothing_is_swept_that_may_be_another_units() throws IOException {
        describe("drafts");

        assertThatThrownBy(() -> sweep(FileMaintenance.builder(files)))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("META-INF/persistence.xml names [drafts], which are not known to run");

        assertThat(storage.keys()).hasSize(1);
    }

    @Test
    void whoever_names_the_units_answers_for_them() throws IOException {
        describe("drafts");

        MaintenanceReport report = sweep(FileMaintenance.builder(files).units(List.of(FileTables.of(factory))));

        assertThat(report.removed()).isOne();
    }

    @Test
    void where_all_units_run_orphans_go() {
        MaintenanceReport report = sweep(FileMaintenance.builder(files));

        assertThat(report.removed()).isOne();
    }

    @Test
    void a_unit_that_was_closed_runs_no_more() {
        factory.close();

        assertThatThrownBy(() -> sweep(FileMaintenance.builder(files)))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("[plain], which are not known to run");
    }

    @Test
    void the_journal_of_a_unit_that_started_before_its_storages_is_made_before_the_sweep() {
        factory.close();
        registration.close();
        factory = plain();
        registration = files.register();

        MaintenanceReport report = sweep(FileMaintenance.builder(files));

        assertThat(report.removed()).isOne();
    }

    private static EntityManagerFactory plain() {
        String weaving = System.getProperty("storedfile.test.weaving", "false");
        String own = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        EntityManagerFactory started = Persistence.createEntityManagerFactory(
                "plain", Map.of("eclipselink.weaving", weaving, "jakarta.persistence.jdbc.url", own));
        started.createEntityManager().close();
        return started;
    }

    private static MaintenanceReport sweep(FileMaintenance.Builder maintenance) {
        return maintenance.build().sweep(SWEEP, MaintenanceListener.SILENT);
    }

    private void describe(String unit) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("META-INF")).resolve("persistence.xml"), """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="%s" transaction-type="RESOURCE_LOCAL" />
                </persistence>
                """.formatted(unit));
    }
}
