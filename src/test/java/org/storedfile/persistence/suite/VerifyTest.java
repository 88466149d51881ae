package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Checksums;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.Progress;
import org.storedfile.maintenance.Progress.Step;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** What {@code verify} finds between rows and objects. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Desk.class, Stamp.class);

    /** Has files in all places that a unit can have them, and in both storages. */
    @Entity(name = "Desk")
    public static class Desk {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(sizeAttribute = "size", checksumAttribute = "sum")
        FileRef paper;

        @Column(name = "paper_size")
        Long size;

        String sum;

        @StoredFile(storage = "archive")
        @Column(name = "old_paper")
        FileRef old;

        @Embedded
        Stamp stamp = new Stamp();

        @ElementCollection
        List<FileRef> sheets = new ArrayList<>();

        @ElementCollection
        List<Stamp> stamps = new ArrayList<>();
    }

    /** Lies on the desk or in a drawer of it. */
    @Embeddable
    public static class Stamp {
        FileRef print;
    }

    @TempDir
    Path folder;

    private final List<Finding> found = new ArrayList<>();

    @BeforeEach
    void empty() {
        // Values that are no files cannot be removed with their rows.
        execute("update Desk set paper = null, old_paper = null");
        UNIT.commit(em -> em.createQuery("select d from Desk d", Desk.class)
                .getResultList()
                .forEach(em::remove));
        UNIT.storage().keys().forEach(key -> gone(UNIT.storage(), key));
    }

    @Test
    void rows_and_objects_that_belong_together_are_sound_wherever_the_files_are_mapped() {
        UNIT.save(full());

        MaintenanceReport report = verify(VerifyOptions.DEFAULTS.checksums(Checksums.READ));

        assertThat(found).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.rows()).isEqualTo(6);
        assertThat(report.objects()).isEqualTo(6);
    }

    @Test
    void each_row_whose_object_is_gone_is_told_with_its_attribute() {
        Desk desk = UNIT.save(full());
        gone(UNIT.storage(), desk.paper.key());
        gone(UNIT.archive(), desk.old.key());
        gone(UNIT.storage(), desk.stamp.print.key());
        gone(UNIT.storage(), desk.sheets.get(1).key());
        gone(UNIT.storage(), desk.stamps.get(0).print.key());

        MaintenanceReport report = verify(VerifyOptions.DEFAULTS);

        assertThat(report.count(Problem.MISSING)).isEqualTo(5);
        assertThat(report.isSound()).isFalse();
        assertThat(found).allMatch(finding -> finding.problem() == Problem.MISSING);
        assertThat(found)
                .extracting(Finding::where)
                .containsExactlyInAnyOrder(
                        "Desk.paper", "Desk.old", "Desk.stamp.print", "Desk.sheets", "Desk.stamps.print");
        assertThat(found).extracting(Finding::storage, Finding::key).contains(tuple("archive", desk.old.key()));
    }

    @Test
    void a_truncated_object_has_the_wrong_size() {
        Desk desk = UNIT.save(full());
        gone(UNIT.storage(), desk.paper.key());
        UNIT.storage().put(desk.paper.key(), "pap");

        verify(VerifyOptions.DEFAULTS);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.WRONG_SIZE);
            assertThat(finding.detail()).isEqualTo("the object has 3 bytes, the row says 5");
        });
    }

    @Test
    void other_bytes_of_the_same_length_are_found_by_reading_them() {
        Desk desk = UNIT.save(full());
        gone(UNIT.storage(), desk.paper.key());
        UNIT.storage().put(desk.paper.key(), "PAPER");

        verify(VerifyOptions.DEFAULTS);
        assertThat(found).isEmpty();

        verify(VerifyOptions.DEFAULTS.checksums(Checksums.READ));
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.WRONG_CHECKSUM);
            assertThat(finding.detail()).contains(desk.sum);
        });
    }

    @Test
    void an_object_that_cannot_be_read_does_not_end_the_run() {
        Desk desk = UNIT.save(full());
        UNIT.storage().failOn(call -> call.equals("read " + desk.paper.key()));

        MaintenanceReport report = verify(VerifyOptions.DEFAULTS.checksums(Checksums.READ));

        assertThat(report.problems()).containsOnlyKeys(Problem.UNREADABLE);
        assertThat(found.get(0).detail()).contains("the disk is on fire");
    }

    @Test
    void an_object_without_a_row_is_an_orphan_once_it_is_old_enough() {
        UNIT.save(full());
        UNIT.storage().put("lost.png", "pixels");
        Clock soon = Clock.fixed(Instant.EPOCH.plusSeconds(3599), ZoneOffset.UTC);

        verify(maintenance().clock(soon).build(), VerifyOptions.DEFAULTS.graceAge(Duration.ofHours(1)));
        assertThat(found).isEmpty();

        MaintenanceReport report = verify(VerifyOptions.DEFAULTS.graceAge(Duration.ofHours(1)));
        assertThat(report.isSound()).isTrue();
        assertThat(found)
                .extracting(Finding::problem, Finding::key, Finding::size)
                .containsExactly(tuple(Problem.ORPHAN, "lost.png", 6L));
    }

    @Test
    void a_variant_belongs_to_its_original() {
        Desk desk = UNIT.save(full());
        UNIT.storage().put("thumbs/" + desk.paper.key(), "small");
        UNIT.storage().put("thumbs/lost.png", "small");
        FileMaintenance maintenance = maintenance()
                .originals(key -> key.value().startsWith("thumbs/")
                        ? Optional.of(Key.of(key.value().substring(7)))
                        : Optional.empty())
                .build();

        verify(maintenance, VerifyOptions.DEFAULTS);

        assertThat(found).extracting(Finding::key).containsExactly("thumbs/lost.png");
    }

    @Test
    void a_value_that_is_no_file_and_one_of_an_unknown_storage_are_told() {
        Desk desk = UNIT.save(full());
        UNIT.commit(em -> em.createNativeQuery("update Desk set paper = ?1, old_paper = ?2 where id = ?3")
                .setParameter(1, "C:\\paper.png")
                .setParameter(2, "nowhere:a.png")
                .setParameter(3, desk.id)
                .executeUpdate());

        verify(VerifyOptions.DEFAULTS.storages("default").graceAge(Duration.ofDays(100_000)));

        assertThat(found)
                .extracting(Finding::problem, Finding::key, Finding::where)
                .containsExactlyInAnyOrder(
                        tuple(Problem.INVALID_VALUE, "C:\\paper.png", "Desk.paper"),
                        tuple(Problem.UNKNOWN_STORAGE, "nowhere:a.png", "Desk.old"));
    }

    @Test
    void what_is_stored_and_removed_meanwhile_is_no_finding() {
        Desk before = UNIT.save(full());
        Desk[] meanwhile = new Desk[1];
        MaintenanceListener busy = new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.step() == Step.OBJECTS) {
                    meanwhile[0] = UNIT.save(full());
                } else if (progress.step() == Step.ROWS) {
                    UNIT.commit(em -> em.remove(em.find(Desk.class, before.id)));
                }
            }

            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        };

        maintenance().build().verify(VerifyOptions.DEFAULTS, busy);

        assertThat(meanwhile[0]).isNotNull();
        assertThat(found).isEmpty();
    }

    @Test
    void what_is_removed_after_it_was_listed_is_no_orphan() {
        UNIT.save(full());
        UNIT.storage().put("given-up.png", "pixels");
        MaintenanceListener busy = new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.step() == Step.OBJECTS) {
                    gone(UNIT.storage(), "given-up.png");
                }
            }

            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        };

        maintenance().build().verify(VerifyOptions.DEFAULTS, busy);

        assertThat(UNIT.storage().keys()).doesNotContain("given-up.png");
        assertThat(found).isEmpty();
    }

    @Test
    void a_run_that_was_interrupted_goes_on_in_its_work_folder() {
        UNIT.save(full());
        UNIT.storage().put("lost.png", "pixels");
        VerifyOptions options = VerifyOptions.DEFAULTS.workFolder(folder);
        MaintenanceListener dying = new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.step() == Step.ROWS) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        FileMaintenance maintenance = maintenance().build();
        assertThatThrownBy(() -> maintenance.verify(options, dying)).hasMessage("killed");
        UNIT.storage().forgetCalls();

        MaintenanceReport report = verify(maintenance, options);

        assertThat(UNIT.storage().calls("list")).isEmpty();
        assertThat(report.objects()).isEqualTo(7);
        assertThat(found).extracting(Finding::key).containsExactly("lost.png");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_work_folder_of_a_run_with_other_options_is_refused() {
        UNIT.save(full());
        VerifyOptions options = VerifyOptions.DEFAULTS.workFolder(folder);
        UNIT.storage().failOn(call -> call.startsWith("list"));
        assertThatThrownBy(() -> verify(options)).isInstanceOf(StoredFileException.class);

        assertThatThrownBy(() -> verify(options.checksums(Checksums.READ)))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("unfinished run with other options");
    }

    @Test
    void a_storage_that_fails_is_one_clear_error() {
        UNIT.storage().failOn(call -> call.startsWith("list"));

        assertThatThrownBy(() -> verify(VerifyOptions.DEFAULTS))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("verify failed: the disk is on fire: list");
    }

    private MaintenanceReport verify(VerifyOptions options) {
        return verify(maintenance().build(), options);
    }

    private MaintenanceReport verify(FileMaintenance maintenance, VerifyOptions options) {
        found.clear();
        return maintenance.verify(options, new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        });
    }

    private static FileMaintenance.Builder maintenance() {
        return FileMaintenance.builder(StoredFiles.current()).units(List.of(FileTables.of(UNIT.factory())));
    }

    private static Desk full() {
        Desk desk = new Desk();
        desk.paper = FileRef.of("paper.txt", "paper");
        desk.old = FileRef.of("old.txt", "old");
        desk.stamp.print = FileRef.of("stamp.txt", "stamp");
        desk.sheets.add(FileRef.of("a.txt", "a"));
        desk.sheets.add(FileRef.of("b.txt", "b"));
        Stamp stamp = new Stamp();
        stamp.print = FileRef.of("c.txt", "c");
        desk.stamps.add(stamp);
        return desk;
    }

    private static void execute(String sql) {
        UNIT.commit(em -> em.createNativeQuery(sql).executeUpdate());
    }

    private static void gone(Storage storage, String key) {
        try {
            storage.delete(List.of(Key.of(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
