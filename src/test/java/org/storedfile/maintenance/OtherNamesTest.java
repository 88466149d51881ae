package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Progress.Step;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

/** File systems that ignore case, or give names back in another form of Unicode, than rows and journal have them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherNamesTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final Set<FileLocation> atRisk = new HashSet<>();
    private final List<Finding> found = new ArrayList<>();
    private Letters letters;

    @BeforeEach
    void rows() throws SQLException {
        letters = new Letters();
    }

    @AfterEach
    void close() throws SQLException {
        letters.close();
    }

    @Test
    void a_file_that_is_listed_in_another_case_than_its_row_has_stays() throws Exception {
        letters.add("anna/one.txt", "anna/straße.txt");
        put("anna/one.txt", "anna/straße.txt", "anna/orphan.txt");

        sweep(new OtherNamesStorage(storage, OtherNamesTest::upperCase));

        assertThat(keys()).containsExactlyInAnyOrder("anna/one.txt", "anna/straße.txt");
    }

    @Test
    void a_file_that_is_listed_in_another_form_of_Unicode_stays_and_so_do_its_variants() throws Exception {
        letters.add("brief-für-Ägidius.png");
        put("brief-für-Ägidius.png", "brief-für-Ägidius.png~thumb.1f8a22c0.jpg", "ü.png");

        sweep(new OtherNamesStorage(storage, OtherNamesTest::decomposed));

        assertThat(keys())
                .containsExactlyInAnyOrder("brief-für-Ägidius.png", "brief-für-Ägidius.png~thumb.1f8a22c0.jpg");
    }

    @Test
    void what_the_journal_knows_stays_whichever_way_it_is_listed() throws Exception {
        letters.add("one.txt");
        put("one.txt", "Under-Way.txt", "späte.txt", "orphan.txt");
        atRisk.add(new FileLocation("default", Key.of("Under-Way.txt")));

        sweep(
                new OtherNamesStorage(storage, OtherNamesTest::upperCaseDecomposed),
                () -> atRisk.add(new FileLocation("default", Key.of("späte.txt"))));

        assertThat(keys()).containsExactlyInAnyOrder("one.txt", "Under-Way.txt", "späte.txt");
    }

    @Test
    void a_row_that_came_in_another_form_after_the_rows_were_read_keeps_its_file() throws Exception {
        letters.add("one.txt");
        put("one.txt", "späte.txt", "orphan.txt");

        sweep(new OtherNamesStorage(storage, OtherNamesTest::upperCaseDecomposed), () -> letters.add("späte.txt"));

        assertThat(keys()).containsExactlyInAnyOrder("one.txt", "späte.txt");
    }

    @Test
    void verify_finds_such_files_where_their_rows_say() throws Exception {
        letters.add("anna/one.txt", "für.txt", "anna/lost.txt");
        put("anna/one.txt", "für.txt");

        verify(new OtherNamesStorage(storage, OtherNamesTest::upperCaseDecomposed));

        assertThat(found)
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains("MISSING", "anna/lost.txt");
    }

    @Test
    void where_case_counts_each_of_two_files_has_its_own_row() throws Exception {
        letters.add("a.txt", "A.txt", "B.txt");
        put("a.txt", "A.txt", "b.txt");

        verify(storage);

        // Another storage would have b.txt for B.txt: it is no orphan, and the row's file is not there.
        assertThat(found).extracting(Finding::problem, Finding::key).containsExactly(tuple(Problem.MISSING, "B.txt"));
        sweep(storage);
        assertThat(keys()).containsExactlyInAnyOrder("a.txt", "A.txt", "b.txt");
    }

    @Test
    void a_storage_that_has_two_names_is_not_swept_by_one_of_them() throws Exception {
        letters.add("archive:one.txt");
        put("one.txt");
        try (StoredFiles files = StoredFiles.builder()
                .storage("default", storage)
                .storage("archive", storage)
                .exclusive("default")
                .build()) {
            SweepOptions options = SweepOptions.of("default").remove().acceptEmpty();

            assertThatThrownBy(() -> maintenance(files).sweep(options, MaintenanceListener.SILENT))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("the storage 'default' is the storage 'archive', too");
        }
        assertThat(keys()).containsExactly("one.txt");
    }

    private static String upperCase(String key) {
        return key.toUpperCase(Locale.ROOT);
    }

    private static String decomposed(String key) {
        return Normalizer.normalize(key, Normalizer.Form.NFD);
    }

    private static String upperCaseDecomposed(String key) {
        return decomposed(upperCase(key));
    }

    /** What happens between the rows and the removal. */
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void sweep(Storage swept) {
        sweep(swept, () -> {});
    }

    private void sweep(Storage swept, Meanwhile meanwhile) {
        SweepOptions options = SweepOptions.of("default").remove().graceAge(Duration.ZERO);
        try (StoredFiles files = files(swept)) {
            maintenance(files).sweep(options, new MaintenanceListener() {
                @Override
                public void progress(Progress progress) {
                    if (progress.step() == Step.ROWS) {
                        happen(meanwhile);
                    }
                }
            });
        }
    }

    private static void happen(Meanwhile meanwhile) {
        try {
            meanwhile.happens();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void verify(Storage verified) {
        try (StoredFiles files = files(verified)) {
            maintenance(files).verify(VerifyOptions.DEFAULTS.graceAge(Duration.ZERO), new MaintenanceListener() {
                @Override
                public void found(Finding finding) {
                    found.add(finding);
                }
            });
        }
    }

    private static StoredFiles files(Storage storage) {
        return StoredFiles.builder()
                .storage("default", storage)
                .exclusive("default")
                .build();
    }

    private FileMaintenance maintenance(StoredFiles files) {
        return FileMaintenance.builder(files)
                .units(List.of(letters))
                .journal(new AtRisk())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)))
                .build();
    }

    private void put(String... keys) throws IOException {
        for (String key : keys) {
            storage.write(Key.of(key), Content.of("bytes".getBytes(UTF_8)));
        }
    }

    private Set<String> keys() {
        try (Stream<StoredObject> all = storage.list("")) {
            return all.map(object -> object.key().value()).collect(Collectors.toSet());
        }
    }

    private final class AtRisk implements KeysAtRisk {
        @Override
        public void each(Consumer<FileLocation> action) {
            atRisk.forEach(action);
        }

        @Override
        public Set<FileLocation> among(Collection<FileLocation> locations) {
            return Set.copyOf(atRisk);
        }
    }
}
