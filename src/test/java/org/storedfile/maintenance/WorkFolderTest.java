package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Progress.Step;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** Runs that go on where one before them was killed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkFolderTest {
    @TempDir
    Path folder;

    private final MemoryStorage storage = new MemoryStorage();
    private final MemoryStorage archive = new MemoryStorage();
    private final StoredFiles files = StoredFiles.builder()
            .storage("default", storage)
            .storage("archive", archive)
            .exclusive("default")
            .journal(JournalSettings.builder().enabled(false).build())
            .build();
    private final List<Step> steps = new ArrayList<>();
    private Letters letters;

    @BeforeEach
    void a_file_with_a_row_and_many_without() throws Exception {
        letters = new Letters();
        letters.add("kept.txt");
        put("kept.txt");
        for (int number = 0; number < 1200; number++) {
            put("lost/" + number);
        }
    }

    @AfterEach
    void close() throws SQLException {
        files.close();
        letters.close();
    }

    @Test
    void a_sweep_that_was_killed_goes_on_and_counts_what_the_first_part_removed() throws Exception {
        assertThatThrownBy(() -> maintenance().sweep(sweep(), dyingAfter(700))).hasMessage("killed");
        assertThat(storage.list("lost/")).hasSizeBetween(1, 700);

        MaintenanceReport report = maintenance().sweep(sweep(), listening());

        assertThat(steps).containsExactly(Step.FILES);
        assertThat(report.removed()).isEqualTo(1200);
        assertThat(storage.list("")).extracting(object -> object.key().value()).containsExactly("kept.txt");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_step_told_that_did_not_end_is_told_again_and_counted_once() throws Exception {
        letters.add("nowhere:a.txt", "nowhere:b.txt");
        List<String> told = new ArrayList<>();
        MaintenanceListener dying = new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                if (finding.problem() != Problem.UNKNOWN_STORAGE) {
                    return;
                }
                told.add(finding.key());
                if (told.size() == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> maintenance().sweep(sweep(), dying)).hasMessage("killed");

        MaintenanceReport report = maintenance().sweep(sweep(), dying);

        assertThat(told).hasSize(4);
        assertThat(report.count(Problem.UNKNOWN_STORAGE)).isEqualTo(2);
    }

    @Test
    void what_a_row_came_to_refer_to_between_both_parts_stays() throws Exception {
        assertThatThrownBy(() -> maintenance().sweep(sweep(), dyingAfter(700))).hasMessage("killed");
        String adopted = storage.list("lost/").findAny().orElseThrow().key().value();
        letters.add(adopted);

        MaintenanceReport report = maintenance().sweep(sweep(), MaintenanceListener.SILENT);

        assertThat(report.removed()).isEqualTo(1199);
        assertThat(storage.find(Key.of(adopted))).isPresent();
    }

    @Test
    void a_copy_that_was_killed_goes_on_and_all_rows_follow() throws Exception {
        for (int number = 0; number < 1200; number++) {
            letters.add("lost/" + number);
        }
        CopyOptions options = CopyOptions.of("default", "archive").workFolder(folder);
        letters.add("lost/5-is-not-there");
        assertThatThrownBy(() -> maintenance().copy(options, dyingAfter(1))).hasMessage("killed");
        long first = letters.texts().stream()
                .filter(text -> text.startsWith("archive:"))
                .count();

        MaintenanceReport report = maintenance().copy(options, listening());

        assertThat(first).isBetween(1L, 1200L);
        assertThat(steps).containsExactly(Step.FILES);
        assertThat(report.count(Problem.MISSING)).isOne();
        assertThat(letters.texts())
                .filteredOn(text -> text.startsWith("archive:"))
                .hasSize(1201);
        assertThat(archive.list("")).hasSize(1201);
    }

    @Test
    void a_file_that_ends_too_soon_is_no_whole_one() throws Exception {
        assertThatThrownBy(() -> maintenance().sweep(sweep(), dyingAfter(700))).hasMessage("killed");
        Path objects = sorted("OBJECTS").orElseThrow();
        byte[] bytes = Files.readAllBytes(objects);
        int record = bytes.length / 1201;

        for (int length : new int[] {0, 1, bytes.length - 9, bytes.length - 1, bytes.length / 2, record * 3}) {
            Files.write(objects, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> maintenance().sweep(sweep(), MaintenanceListener.SILENT))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining(objects.toString())
                    .hasMessageContaining("is not whole");
        }
        assertThat(storage.find(Key.of("kept.txt"))).isPresent();
    }

    @Test
    void a_file_that_is_not_there_is_missed() throws Exception {
        assertThatThrownBy(() -> maintenance().sweep(sweep(), dyingAfter(700))).hasMessage("killed");
        Files.delete(sorted("ROWS").orElseThrow());

        assertThatThrownBy(() -> maintenance().sweep(sweep(), MaintenanceListener.SILENT))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("does not have all that it had");
        assertThat(storage.find(Key.of("kept.txt"))).isPresent();
    }

    private Optional<Path> sorted(String step) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(step + "-"))
                    .findFirst();
        }
    }

    private SweepOptions sweep() {
        return SweepOptions.of("default")
                .remove()
                .perSecond(1_000_000)
                .graceAge(Duration.ZERO)
                .workFolder(folder);
    }

    private FileMaintenance maintenance() {
        return FileMaintenance.builder(files)
                .units(List.of(letters))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)))
                .build();
    }

    private MaintenanceListener listening() {
        return new MaintenanceListener() {
            @Override
            public void progress(Progress progress) {
                if (!steps.contains(progress.step())) {
                    steps.add(progress.step());
                }
            }
        };
    }

    private static MaintenanceListener dyingAfter(int findings) {
        return new MaintenanceListener() {
            private int found;

            @Override
            public void found(Finding finding) {
                if (++found == findings) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    private void put(String key) throws IOException {
        storage.write(Key.of(key), Content.of("bytes".getBytes(UTF_8)));
    }
}
