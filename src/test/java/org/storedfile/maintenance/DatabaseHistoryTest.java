package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** A table of which the database keeps former rows, which nothing changes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseHistoryTest {
    private static final Key NOW = Key.of("now.txt");
    private static final Key BEFORE = Key.of("before.txt");
    private static final Key LOST = Key.of("lost.txt");

    private final MemoryStorage storage = new MemoryStorage();
    private final MemoryStorage archive = new MemoryStorage();
    private final List<Finding> found = new ArrayList<>();
    private final MaintenanceListener telling = new MaintenanceListener() {
        @Override
        public void found(Finding finding) {
            found.add(finding);
        }
    };

    @SuppressWarnings("NullAway.Init") // As JUnit calls rows() first.
    private Letters rows;

    @BeforeEach
    void rows() throws SQLException, IOException {
        rows = new Letters();
        rows.execute("create table Former (text varchar(255), sum varchar(64))");
        rows.execute("insert into Former (text) values ('" + NOW + "'), ('" + BEFORE + "')");
        rows.add(NOW.value());
        for (Key key : List.of(NOW, BEFORE, LOST)) {
            storage.write(key, Content.of("bytes".getBytes(UTF_8)));
        }
    }

    @AfterEach
    void noRows() throws SQLException {
        rows.close();
    }

    @Test
    void a_sweep_leaves_what_only_former_rows_refer_to() throws IOException {
        run(maintenance -> maintenance.sweep(
                SweepOptions.of("default").graceAge(Duration.ZERO).remove(), telling));

        assertThat(storage.find(BEFORE)).isPresent();
        assertThat(storage.find(LOST)).isEmpty();
    }

    @Test
    void a_copy_tells_which_objects_former_rows_need_where_they_are() throws Exception {
        run(maintenance -> maintenance.copy(CopyOptions.of("default", "archive"), telling));

        assertThat(rows.texts()).containsExactly("archive:" + NOW);
        assertThat(archive.find(NOW)).isPresent();
        assertThat(archive.find(BEFORE)).isEmpty();
        assertThat(found).extracting(Finding::key).containsExactlyInAnyOrder(NOW.value(), BEFORE.value());
        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.NOT_COPIED);
            assertThat(finding.detail()).contains("the history that the database keeps of Letter");
        });
    }

    private interface Job {
        void run(FileMaintenance maintenance);
    }

    private void run(Job job) {
        try (StoredFiles files = StoredFiles.builder()
                .storage("default", storage)
                .storage("archive", archive)
                .exclusive("default")
                .journal(JournalSettings.builder().enabled(false).build())
                .build()) {
            job.run(FileMaintenance.builder(files)
                    .units(List.of(new Versioned()))
                    .build());
        }
    }

    private final class Versioned implements FileTables {
        @Override
        public List<FileColumn> columns() {
            FileColumn.Form form = rows.columns().get(0).form();
            String all = "(select * from Letter union all select * from Former) every";
            return List.of(new FileColumn(
                    "Letter.text",
                    "Letter",
                    "text",
                    Optional.empty(),
                    Optional.empty(),
                    form,
                    all,
                    Optional.empty(),
                    new FileColumn.Assignment("text", "?")));
        }

        @Override
        public <R> R call(Work<R> work) throws SQLException {
            return rows.call(work);
        }

        @Override
        public List<FileAttribute> keeping() {
            return rows.keeping();
        }

        @Override
        public boolean hasTenants() {
            return rows.hasTenants();
        }

        @Override
        public boolean isOf(EntityManagerFactory factory) {
            return rows.isOf(factory);
        }
    }
}
