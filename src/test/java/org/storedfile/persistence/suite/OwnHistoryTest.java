package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.CompiledLoader;
import org.storedfile.persistence.suite.run.Unit;

/** The history that Hibernate keeps by itself, from version 7.4 on, keeps its files. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnHistoryTest {
    private static final String SOURCE = """
            import jakarta.persistence.*;
            import java.util.*;
            import org.storedfile.FileRef;

            @Entity
            @org.hibernate.annotations.%s
            public class Tape implements java.util.function.BiConsumer<FileRef, FileRef> {
                @Id public long id = 1;
                public FileRef sound;
                @ElementCollection public List<FileRef> parts = new ArrayList<>();
                public FileRef cover;

                public void accept(FileRef sound, FileRef part) {
                    this.sound = sound;
                    this.parts.clear();
                    if (part != null) {
                        this.parts.add(part);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Audited, AUTO, Tape_AUD, Tape_parts_AUD",
        "Temporal, HISTORY_TABLE, Tape_history, Tape_parts_history",
        "Temporal, SINGLE_TABLE, Tape, Tape_parts",
        "Temporal, NATIVE, Tape for system_time all, Tape_parts for system_time all"
    })
    void what_was_replaced_and_removed_stays_for_it(String annotation, String strategy, String history, String ofParts)
            throws IOException {
        assumeTrue(Unit.isOnMaria() || !strategy.equals("NATIVE"), "the database keeps no history by itself");
        assumeTrue(SessionFactory.class.getResource("annotations/" + annotation + ".class") != null);
        assumeFalse(
                annotation.equals("Audited") && Unit.isOnMaria(),
                "Hibernate 7.4 does not start on MariaDB with it: UnsupportedOperationException of AuditMappingImpl");
        ClassLoader loader = CompiledLoader.of(folder, "Tape", SOURCE.formatted(annotation));
        FileRef sound = FileRef.of("sound.wav", "first");
        FileRef part = FileRef.of("part.wav", "first");
        FileRef fresh = FileRef.of("sound.wav", "second");

        try (Unit unit = Unit.ofNamed(loader, "Tape")
                .with("hibernate.temporal.table_strategy", strategy)
                .files(files -> files.exclusive("default"))
                .start()) {
            Class<?> type = loader.loadClass("Tape");
            unit.commit(em -> {
                Object tape = made(type);
                change(tape, sound, part);
                em.persist(tape);
            });
            unit.commit(em -> change(em.find(type, 1L), fresh, null));
            unit.commit(em -> em.remove(em.find(type, 1L)));

            assertThat(unit.rows("select sound from " + history)).contains(sound.key(), fresh.key());
            assertThat(unit.rows("select parts from " + ofParts)).contains(part.key());
            assertThat(unit.storage().keys()).containsExactlyInAnyOrder(sound.key(), fresh.key(), part.key());

            sweep(unit);

            assertThat(unit.storage().keys()).containsExactlyInAnyOrder(sound.key(), fresh.key(), part.key());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sweep(Unit unit) {
        FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(unit.factory())))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)))
                .build()
                .sweep(SweepOptions.of("default").acceptEmpty().remove(), MaintenanceListener.SILENT);
    }

    private static Object made(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void change(Object tape, FileRef sound, FileRef part) {
        ((java.util.function.BiConsumer<FileRef, FileRef>) tape).accept(sound, part);
    }
}
