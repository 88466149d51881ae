package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** What becomes of a copy whose row changes once it refers to it, just while the run asks whether any does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GivenUpCopyTest {
    private static final Key KEY = Key.of("letters/one.txt");
    private static final String TO_THE_COLUMN_READ_BEFORE = "update Letter set text = sum, sum = null";
    private static final String GIVE_UP = "delete from Letter";

    private final MemoryStorage archive = new MemoryStorage();
    private final Set<FileLocation> kept = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> changes = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // As JUnit calls row() first.
    private Letters rows;

    @BeforeEach
    void row() throws SQLException {
        rows = new Letters();
        rows.execute("insert into Letter (sum) values ('" + KEY + "')");
    }

    @AfterEach
    void noRow() throws SQLException {
        rows.close();
    }

    @Test
    void it_goes_if_nobody_refers_to_it() throws Exception {
        changes.put(1, "update Letter set sum = null");

        assertThat(copy().copied()).isZero();

        assertThat(archive.list("")).isEmpty();
    }

    @Test
    void it_stays_if_another_attribute_has_it_whose_column_was_read_before() throws Exception {
        changes.put(2, TO_THE_COLUMN_READ_BEFORE);

        assertThat(copy().copied()).isOne();

        assertThat(rows.texts()).containsExactly("archive:" + KEY);
        assertThat(archive.find(KEY)).isPresent();
    }

    @Test
    void it_stays_if_the_journal_keeps_it() throws Exception {
        changes.put(1, GIVE_UP);

        assertThat(copy().copied()).isOne();

        assertThat(archive.find(KEY)).isPresent();
    }

    @Test
    void it_stays_if_the_journal_keeps_it_since_it_was_asked() throws Exception {
        changes.put(2, TO_THE_COLUMN_READ_BEFORE);
        changes.put(3, GIVE_UP);

        assertThat(copy().copied()).isOne();

        assertThat(archive.find(KEY)).isPresent();
    }

    private MaintenanceReport copy() throws Exception {
        MemoryStorage from = new MemoryStorage();
        from.write(KEY, Content.of("bytes".getBytes(UTF_8)));
        try (StoredFiles files = StoredFiles.builder()
                .storage("default", from)
                .storage("archive", archive)
                .build()) {
            return FileMaintenance.builder(files)
                    .units(List.of(new Changing()))
                    .journal(new Kept())
                    .build()
                    .copy(CopyOptions.of("default", "archive"), MaintenanceListener.SILENT);
        }
    }

    /** Both columns hold files; once the row refers to the copy, it changes before certain questions. */
    private final class Changing implements FileTables {
        private int asked;

        @Override
        public List<FileColumn> columns() {
            FileColumn first = rows.columns().get(0);
            return List.of(
                    new FileColumn("Letter.text", "Letter", "text", Optional.empty(), Optional.empty(), first.form()),
                    new FileColumn("Letter.sum", "Letter", "sum", Optional.empty(), Optional.empty(), first.form()));
        }

        @Override
        public <R> R call(Work<R> work) throws SQLException {
            if (asked > 0 || rows.sums().contains("archive:" + KEY)) {
                String change = changes.get(++asked);
                if (change != null) {
                    rows.execute(change);
                    if (change.equals(GIVE_UP)) {
                        kept.add(new FileLocation("archive", KEY));
                    }
                }
            }
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

    private final class Kept implements KeysAtRisk {
        @Override
        public void each(Consumer<FileLocation> action) {
            kept.forEach(action);
        }

        @Override
        public Set<FileLocation> among(Collection<FileLocation> locations) {
            return locations.stream().filter(kept::contains).collect(Collectors.toSet());
        }
    }
}
