package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.KeysAtRisk;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.Progress;
import org.storedfile.maintenance.Progress.Step;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;

/** What {@code sweep} removes and what never. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SweepTest {
    private static final SweepOptions SWEEP = SweepOptions.of("default").remove();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class).files(builder -> builder.exclusive("default"));

    private final Set<FileLocation> atRisk = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private Album album;

    @BeforeEach
    void one_album_and_two_orphans() {
        UNIT.commit(em -> em.createQuery("select a from Album a", Album.class)
                .getResultList()
                .forEach(em::remove));
        album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.storage().put("lost.png", "lost");
        UNIT.storage().put("also/lost.png", "lost");
    }

    @Test
    void a_dry_run_tells_orphans_and_removes_nothing() {
        List<Finding> found = new ArrayList<>();

        MaintenanceReport report = maintenance().sweep(SweepOptions.of("default"), new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        });

        assertThat(found).extracting(Finding::key).containsExactly("also/lost.png", "lost.png");
        assertThat(report.count(Problem.ORPHAN)).isEqualTo(2);
        assertThat(report.bytes()).isEqualTo(8);
        assertThat(report.removed()).isZero();
        assertThat(UNIT.storage().keys()).hasSize(3);
    }

    @Test
    void a_dry_run_tells_no_object_that_was_removed_after_it_was_listed() {
        MaintenanceReport report = maintenance()
                .sweep(
                        SweepOptions.of("default").acceptEmpty(),
                        atEndOf(Step.OBJECTS, () -> UNIT.commit(em -> em.remove(em.find(Album.class, album.id)))));

        assertThat(report.count(Problem.ORPHAN)).isEqualTo(2);
    }

    @Test
    void orphans_go_when_it_is_asked_for_and_files_of_rows_stay() {
        MaintenanceReport report = sweep(SWEEP);

        assertThat(report.removed()).isEqualTo(2);
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_is_younger_than_the_grace_age_stays() {
        Clock soon = Clock.fixed(Instant.EPOCH.plusSeconds(3599), ZoneOffset.UTC);

        builder().clock(soon).build().sweep(SWEEP.graceAge(Duration.ofHours(1)), MaintenanceListener.SILENT);

        assertThat(UNIT.storage().keys()).hasSize(3);
    }

    @Test
    void what_the_journal_refers_to_stays() {
        atRisk.add(new FileLocation("default", Key.of("lost.png")));

        sweep(SWEEP);

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder("lost.png", album.cover.key());
    }

    @Test
    void what_a_row_came_to_refer_to_after_the_rows_were_read_stays() {
        FileRef adopted = StoredFiles.current().existing("default", "lost.png");

        maintenance().sweep(SWEEP, atEndOf(Step.ROWS, () -> UNIT.save(new Album(adopted))));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder("lost.png", album.cover.key());
    }

    @Test
    void what_came_into_the_journal_after_it_was_read_stays() {
        FileLocation lost = new FileLocation("default", Key.of("lost.png"));

        maintenance().sweep(SWEEP, atEndOf(Step.ROWS, () -> atRisk.add(lost)));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder("lost.png", album.cover.key());
    }

    @Test
    void objects_are_read_before_the_journal_and_the_journal_before_the_rows() {
        maintenance().sweep(SWEEP, new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                asked.add(progress.step().toString());
            }
        });

        // The journal is asked a second time just before the removal.
        assertThat(asked).containsExactly("OBJECTS", "journal read", "JOURNAL", "ROWS", "journal asked", "FILES");
    }

    @Test
    void no_more_go_than_the_limit_allows() {
        MaintenanceReport report = sweep(SWEEP.limit(1));

        assertThat(report.removed()).isOne();
        assertThat(UNIT.storage().keys()).hasSize(2);
    }

    @Test
    void removals_keep_to_their_rate() {
        UNIT.storage().put("third.png", "lost");
        long start = System.nanoTime();

        sweep(SWEEP.perSecond(2));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_a_row_came_to_refer_to_while_a_storage_was_slow_stays() {
        UNIT.storage().failOn(call -> {
            if (call.startsWith("delete also/")) {
                UNIT.save(new Album(StoredFiles.current().existing("default", "lost.png")));
                letPass(Duration.ofSeconds(1));
            }
            return false;
        });
        try {
            assertThat(sweep(SWEEP.perSecond(1)).removed()).isOne();
        } finally {
            UNIT.storage().failOn(call -> false);
        }

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder("lost.png", album.cover.key());
    }

    private static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void what_a_row_came_to_refer_to_while_removals_kept_to_their_rate_stays() {
        UNIT.storage().failOn(call -> {
            if (call.startsWith("delete also/")) {
                UNIT.save(new Album(StoredFiles.current().existing("default", "lost.png")));
            }
            return false;
        });
        try {
            assertThat(sweep(SWEEP.perSecond(1)).removed()).isOne();
        } finally {
            UNIT.storage().failOn(call -> false);
        }

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder("lost.png", album.cover.key());
    }

    @Test
    void a_storage_that_is_not_declared_exclusive_is_refused() {
        UNIT.archive().put("lost.png", "lost");

        assertThatThrownBy(() -> sweep(SweepOptions.of("archive").remove()))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("storedfile.storages.archive.exclusive=true");
        assertThat(UNIT.archive().keys()).containsExactly("lost.png");
    }

    @Test
    void a_storage_that_no_row_refers_to_is_refused_unless_that_is_accepted() {
        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));

        assertThatThrownBy(() -> sweep(SWEEP))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("no row refers to the storage 'default', which has 2 objects");
        assertThat(UNIT.storage().keys()).hasSize(2);

        sweep(SWEEP.acceptEmpty());
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void without_a_persistence_unit_nothing_is_swept() {
        FileMaintenance blind =
                FileMaintenance.builder(StoredFiles.current()).units(List.of()).build();

        assertThatThrownBy(() -> blind.sweep(SWEEP, MaintenanceListener.SILENT))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("no persistence unit");
        assertThat(UNIT.storage().keys()).hasSize(3);
    }

    private MaintenanceReport sweep(SweepOptions options) {
        return maintenance().sweep(options, MaintenanceListener.SILENT);
    }

    private FileMaintenance maintenance() {
        return builder().build();
    }

    private FileMaintenance.Builder builder() {
        return FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .journal(new KeysAtRisk() {
                    @Override
                    public void each(Consumer<FileLocation> action) {
                        asked.add("journal read");
                        atRisk.forEach(action);
                    }

                    @Override
                    public Set<FileLocation> among(Collection<FileLocation> locations) {
                        asked.add("journal asked");
                        return Set.copyOf(atRisk);
                    }
                });
    }

    private static MaintenanceListener atEndOf(Step step, Runnable action) {
        return new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.step() == step) {
                    action.run();
                }
            }
        };
    }
}
