package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.StoredFile.KEEP;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.Unit;

/** What is kept for ever needs no journal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeptWithoutJournalTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Deed.class)
            .files(files -> files.exclusive("default")
                    .journal(JournalSettings.builder().enabled(false).build()));

    /** Keeps all of its files. */
    @Entity(name = "Deed")
    public static class Deed {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(onReplace = KEEP)
        FileRef replaced;

        @StoredFile(onRemove = KEEP)
        FileRef removed;

        @ElementCollection
        @StoredFile(onRemove = KEEP)
        List<FileRef> pages = new ArrayList<>();
    }

    @Test
    void a_file_is_kept_for_ever_without_a_journal() {
        Deed deed = new Deed();
        deed.replaced = FileRef.of("a.txt", "a");
        deed.removed = FileRef.of("b.txt", "b");
        deed.pages.add(FileRef.of("c.txt", "c"));
        UNIT.save(deed);
        FileRef first = deed.replaced;
        FileRef second = FileRef.of("a.txt", "second");

        UNIT.commit(em -> em.find(Deed.class, deed.id).replaced = second);
        UNIT.commit(em -> em.remove(em.find(Deed.class, deed.id)));

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(
                        first.key(), deed.removed.key(), deed.pages.get(0).key());
    }

    @Test
    void a_kept_file_comes_back_without_a_journal_and_goes_when_its_new_attribute_lets_it_go() {
        Deed deed = new Deed();
        deed.removed = FileRef.of("b.txt", "b");
        UNIT.save(deed);
        UNIT.commit(em -> em.remove(em.find(Deed.class, deed.id)));

        Deed again = new Deed();
        again.removed = StoredFiles.current().existing("default", deed.removed.key());
        UNIT.save(again);
        assertThat(UNIT.storage().keys()).containsExactly(deed.removed.key());

        UNIT.commit(em -> em.find(Deed.class, again.id).removed = null);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void what_was_stored_and_given_up_in_one_transaction_is_not_kept() {
        UNIT.commit(em -> {
            Deed deed = new Deed();
            deed.replaced = FileRef.of("a.txt", "a");
            em.persist(deed);
            em.flush();
            deed.replaced = null;
        });

        assertThat(UNIT.storage().calls("write")).hasSize(1);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void sweep_removes_nothing_because_nobody_knows_what_is_kept() {
        UNIT.save(new Deed());
        UNIT.storage().put("kept-or-lost.png", "content");
        FileMaintenance maintenance = FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .build();
        SweepOptions sweep = SweepOptions.of("default").acceptEmpty();

        assertThatThrownBy(() -> maintenance.sweep(sweep.remove(), MaintenanceListener.SILENT))
                .isInstanceOf(StoredFileException.class)
                .hasMessageStartingWith("Deed.")
                .hasMessageEndingWith(" keeps files for ever, and there is no journal that knows which: they seem to be"
                        + " orphans, so nothing is removed");

        assertThat(UNIT.storage().keys()).containsExactly("kept-or-lost.png");
        assertThat(maintenance.sweep(sweep, MaintenanceListener.SILENT).count(Problem.ORPHAN))
                .isOne();
    }

    @Test
    void sweep_removes_nothing_where_a_journal_was_switched_off_whose_table_is_still_there() throws SQLException {
        UNIT.save(new Deed());
        UNIT.storage().put("kept-since.png", "content");
        FileMaintenance maintenance = FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .build();
        execute("create table stored_file_journal (storage varchar(64), object_key varchar(255), state varchar(8))");

        try {
            assertThatThrownBy(() -> maintenance.sweep(
                            SweepOptions.of("default").acceptEmpty().remove(), MaintenanceListener.SILENT))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("keeps files for ever, and there is no journal that knows which");
        } finally {
            execute("drop table stored_file_journal");
        }

        assertThat(UNIT.storage().keys()).containsExactly("kept-since.png");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = UNIT.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
