package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Files that callbacks of the entity bring along, while the flush is running. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LateFileTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Report.class, SparseReport.class, Counter.class, Witness.class);

    /** Writes its own file. */
    @Entity(name = "Report")
    public static class Report {
        @Id
        @GeneratedValue
        Long id;

        String text;

        @StoredFile(sizeAttribute = "size")
        FileRef file;

        Long size;

        @PrePersist
        @PreUpdate
        void print() {
            file = FileRef.of("report.txt", text);
        }
    }

    /** The same, with only the changed columns in an update. */
    @Entity(name = "SparseReport")
    @DynamicUpdate
    public static class SparseReport {
        @Id
        @GeneratedValue
        Long id;

        String text;
        FileRef file;

        @PreUpdate
        void print() {
            file = FileRef.of("report.txt", text);
        }
    }

    /** Its insert comes with persist. */
    @Entity(name = "Counter")
    public static class Counter {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        FileRef file;

        @PrePersist
        void print() {
            file = FileRef.of("counter.txt", "1");
        }

        @PreRemove
        void forget() {
            file = null;
        }
    }

    /** Looks at its file. */
    @Entity(name = "Witness")
    public static class Witness {
        @Id
        @GeneratedValue
        Long id;

        FileRef file;
        String seen;

        @PreUpdate
        void look() {
            seen = file.key();
        }
    }

    @Test
    void PreUpdate_finds_the_new_file_stored() {
        Witness witness = UNIT.save(new Witness());
        FileRef file = FileRef.of("front.png", "pixels");

        UNIT.commit(em -> em.find(Witness.class, witness.id).file = file);

        assertThat(UNIT.value("select seen from Witness where id = ?", witness.id))
                .hasValue(file.key());
    }

    @Test
    void a_file_of_PrePersist_is_stored() {
        Report report = new Report();
        report.text = "first";
        UNIT.save(report);

        assertThat(UNIT.value("select file from Report where id = ?", report.id))
                .hasValue(report.file.key());
        assertThat(UNIT.value("select size from Report where id = ?", report.id))
                .hasValue("5");
        assertThat(UNIT.storage().text(report.file.key())).isEqualTo("first");
    }

    @Test
    void a_file_of_PreUpdate_is_stored_or_refused() {
        Report report = new Report();
        report.text = "first";
        UNIT.save(report);

        boolean works = updated(() -> UNIT.commit(em -> em.find(Report.class, report.id).text = "second!"));

        String key =
                UNIT.value("select file from Report where id = ?", report.id).orElseThrow();
        assertThat(UNIT.storage().keys()).containsExactly(key);
        assertThat(UNIT.storage().text(key)).isEqualTo(works ? "second!" : "first");
        assertThat(UNIT.value("select size from Report where id = ?", report.id))
                .hasValue(works ? "7" : "5");
    }

    @Test
    void a_file_of_PreUpdate_with_DynamicUpdate_is_stored_or_refused() {
        SparseReport report = new SparseReport();
        report.file = FileRef.of("report.txt", "first");
        UNIT.save(report);

        boolean works = updated(() -> UNIT.commit(em -> em.find(SparseReport.class, report.id).text = "second!"));

        String key = UNIT.value("select file from SparseReport where id = ?", report.id)
                .orElseThrow();
        assertThat(UNIT.storage().keys()).containsExactly(key);
        assertThat(UNIT.storage().text(key)).isEqualTo(works ? "second!" : "first");
    }

    // EclipseLink inserts at the flush even then, so nothing is stored with persist().
    @Tag("hibernate")
    @Test
    void with_an_identity_column_the_file_is_stored_with_persist_and_undone_by_rollback() {
        Counter counter = new Counter();
        try (Work work = UNIT.begin()) {
            work.em().persist(counter);

            assertThat(counter.file.isStored()).isTrue();
            assertThat(UNIT.storage().keys()).containsExactly(counter.file.key());
            work.rollback();
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(counter.file.isStored()).isFalse();
    }

    @Test
    void a_file_that_PreRemove_forgets_still_goes() {
        Counter counter = UNIT.save(new Counter());

        UNIT.commit(em -> em.remove(em.find(Counter.class, counter.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    private static boolean updated(Runnable update) {
        try {
            update.run();
            return true;
        } catch (Work.EndFailed e) {
            assertThat(e).hasStackTraceContaining(StoredFileException.class.getName());
            return false;
        }
    }
}
