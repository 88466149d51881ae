package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;

/** No sweep removes what the journal refers to, although no row does, and whoever writes the journal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SweptBesideJournalTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .files(builder -> builder.exclusive("default")
                    .journal(JournalSettings.builder().enabled(false).build()));

    private Album album;

    @BeforeEach
    void an_album_and_three_objects_without_a_row() {
        UNIT.commit(em -> em.createQuery("select a from Album a", Album.class)
                .getResultList()
                .forEach(em::remove));
        album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.storage().put("under-way.png", "content");
        UNIT.storage().put("under-way.png~thumb.1f8a22c0.jpg", "its variant");
        UNIT.storage().put("orphan.png", "content");
    }

    @AfterEach
    void no_journal() throws SQLException {
        execute("drop table if exists stored_file_journal");
    }

    @Test
    void a_sweep_spares_what_another_process_has_under_way() {
        intend("under-way.png");

        sweep();

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(album.cover.key(), "under-way.png", "under-way.png~thumb.1f8a22c0.jpg");
    }

    @Test
    void a_sweep_spares_what_any_application_has_in_any_state() throws SQLException {
        intend("under-way.png");
        for (String state : List.of("kept", "taken", "reaped", "removal")) {
            execute("update stored_file_journal set application = 'other', state = '" + state
                    + "' where state <> 'marker'");

            sweep();

            assertThat(UNIT.storage().keys()).as(state).contains("under-way.png");
        }
    }

    @Test
    void what_came_under_way_while_the_sweep_went_on_is_spared_too() {
        maintenance().sweep(SweepOptions.of("default").remove(), new MaintenanceListener() {
            private boolean isFirst = true;

            @Override
            public void progress(org.storedfile.maintenance.Progress progress) {
                if (isFirst) {
                    isFirst = false;
                    intend("under-way.png");
                }
            }
        });

        assertThat(UNIT.storage().keys()).contains("under-way.png").doesNotContain("orphan.png");
    }

    @Test
    void an_entry_counts_for_keys_that_a_file_system_may_take_for_its_own() throws SQLException {
        intend("sp\u00E4t.png");
        FileLocation listed = new FileLocation("default", Key.of("SPA\u0308T.PNG"));
        FileLocation elsewhere = new FileLocation("archive", Key.of("sp\u00E4t.png"));
        FileLocation other = new FileLocation("default", Key.of("spat.png"));

        try (Connection connection = UNIT.source().getConnection()) {
            assertThat(JournalEntries.of(StoredFiles.current().journal())
                            .among(connection, Set.of(listed, elsewhere, other)))
                    .containsExactly(listed);
        }
    }

    @Test
    void verify_calls_it_no_orphan() {
        intend("under-way.png");

        assertThat(maintenance()
                        .verify(VerifyOptions.DEFAULTS, MaintenanceListener.SILENT)
                        .count(Problem.ORPHAN))
                .isOne();
    }

    @Test
    void without_a_table_there_are_no_entries() {
        sweep();

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_journal_that_cannot_be_read_ends_the_sweep_and_nothing_is_removed() throws SQLException {
        execute("create table stored_file_journal (object_key varchar(255))");

        assertThatThrownBy(SweptBesideJournalTest::sweep)
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal could not be read, so that nobody knows which objects are being"
                        + " stored or removed: ");

        assertThat(UNIT.storage().keys()).hasSize(4);
    }

    @Test
    void where_the_journal_of_others_is_not_found_nothing_is_removed() {
        FileMaintenance beside = besideOthers("sfj");

        assertThatThrownBy(() -> beside.sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT))
                .isInstanceOf(StoredFileException.class)
                .hasMessageStartingWith("there is no table sfj where the persistence unit of Album.")
                .hasMessageContaining("storedfile.journal.enabled=false")
                .hasMessageEndingWith("seems to be an orphan, so nothing is removed");

        assertThat(UNIT.storage().keys()).hasSize(4);
    }

    @Test
    void a_dry_run_that_does_not_find_the_journal_warns_and_goes_on() {
        FileMaintenance beside = besideOthers("sfj");

        List<String> warned =
                warnings(() -> assertThat(beside.sweep(SweepOptions.of("default"), MaintenanceListener.SILENT)
                                .count(Problem.ORPHAN))
                        .isEqualTo(3));

        assertThat(warned)
                .singleElement()
                .asString()
                .startsWith("there is no table sfj where")
                .endsWith("seems to be an orphan, and would not be removed");
    }

    @Test
    void verify_warns_of_it_too() {
        FileMaintenance beside = besideOthers("sfj");

        assertThat(warnings(() -> beside.verify(VerifyOptions.DEFAULTS, MaintenanceListener.SILENT)))
                .hasSize(1);
    }

    @Test
    void the_journal_of_others_is_found_where_the_settings_say() {
        intend("under-way.png");

        besideOthers("stored_file_journal").sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT);

        assertThat(UNIT.storage().keys()).contains("under-way.png").doesNotContain("orphan.png");
    }

    private static FileMaintenance besideOthers(String table) {
        StoredFiles files = StoredFiles.builder()
                .storage("default", UNIT.storage())
                .exclusive("default")
                .journalOfOthers(JournalSettings.builder().table(table).build())
                .build();
        return FileMaintenance.builder(files)
                .units(List.of(FileTables.of(UNIT.factory())))
                .build();
    }

    private static List<String> warnings(Runnable work) {
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger("org.storedfile.maintenance");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return warnings;
    }

    // As another process does.
    private static void intend(String key) {
        try (Journal other = Journal.open(StoredFiles.current(), new UnitSource())) {
            other.intend(Set.of(new FileLocation("default", Key.of(key))), Duration.ofHours(1));
        }
    }

    private static void sweep() {
        var unused = maintenance().sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT);
    }

    private static FileMaintenance maintenance() {
        return FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .build();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = UNIT.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record UnitSource() implements JournalSource {
        @Override
        public Connection open() throws SQLException {
            return UNIT.source().getConnection();
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }
}
