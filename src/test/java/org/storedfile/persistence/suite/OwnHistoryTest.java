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

                /** Has no history. */
                @Entity(name = "Note")
                public static class Note implements java.util.function.BiConsumer<FileRef, FileRef> {
                    @Id public long id = 1;
                    public FileRef file;
                    @ElementCollection public List<FileRef> others = new ArrayList<>();

                    public void accept(FileRef file, FileRef other) {
                        this.file = file;
                        this.others.clear();
                        if (other != null) {
                            this.others.add(other);
                        }
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
        ClassLoader loader = compiled(annotation, strategy);
        FileRef sound = FileRef.of("sound.wav", "first");
        FileRef part = FileRef.of("part.wav", "first");
        FileRef fresh = FileRef.of("sound.wav", "second");

        try (Unit unit = start(loader, strategy)) {
            Class<?> type = loader.loadClass("Tape");
            unit.commit(em -> em.persist(changed(made(type), sound, part)));
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

    @ParameterizedTest
    @CsvSource({"Audited, AUTO", "Temporal, HISTORY_TABLE", "Temporal, SINGLE_TABLE", "Temporal, NATIVE"})
    void what_moved_to_an_entity_without_a_history_stays_when_that_gives_it_up(String annotation, String strategy)
            throws IOException {
        ClassLoader loader = compiled(annotation, strategy);
        FileRef sound = FileRef.of("sound.wav", "sound");
        FileRef part = FileRef.of("part.wav", "part");
        FileRef file = FileRef.of("note.txt", "file");
        FileRef other = FileRef.of("note.txt", "other");

        try (Unit unit = start(loader, strategy)) {
            Class<?> tape = loader.loadClass("Tape");
            Class<?> note = loader.loadClass("Tape$Note");
            unit.commit(em -> {
                em.persist(changed(made(tape), sound, part));
                em.persist(changed(made(note), file, other));
            });
            unit.commit(em -> {
                change(em.find(tape, 1L), null, null);
                change(em.find(note, 1L), sound, part);
            });
            assertThat(unit.storage().keys()).containsExactlyInAnyOrder(sound.key(), part.key());

            unit.commit(em -> em.remove(em.find(note, 1L)));

            assertThat(unit.storage().keys()).containsExactlyInAnyOrder(sound.key(), part.key());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private ClassLoader compiled(String annotation, String strategy) throws IOException {
        assumeTrue(Unit.isOnMaria() || !strategy.equals("NATIVE"), "the database keeps no history by itself");
        assumeTrue(SessionFactory.class.getResource("annotations/" + annotation + ".class") != null);
        assumeFalse(
                annotation.equals("Audited") && Unit.isOnMaria(),
                "Hibernate 7.4 does not start on MariaDB with it: UnsupportedOperationException of AuditMappingImpl");
        return CompiledLoader.of(folder, "Tape", SOURCE.formatted(annotation));
    }

    private static Unit start(ClassLoader loader, String strategy) {
        return Unit.ofNamed(loader, "Tape", "Tape$Note")
                .with("hibernate.temporal.table_strategy", strategy)
                .files(files -> files.exclusive("default"))
                .start();
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

    private static Object changed(Object entity, FileRef file, FileRef element) {
        change(entity, file, element);
        return entity;
    }

    @SuppressWarnings("unchecked")
    private static void change(Object entity, FileRef file, FileRef element) {
        ((java.util.function.BiConsumer<FileRef, FileRef>) entity).accept(file, element);
    }
}
