package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.suite.run.Unit;

/** Other shapes: narrow columns, dynamic updates, a converter that is listed, unique and required files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MappingTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(
            Narrow.class,
            Tiny.class,
            Dynamic.class,
            Converted.class,
            Getter.class,
            Strict.class,
            FileRefConverter.class);

    /** A column that is shorter than a key may be. */
    @Entity(name = "Narrow")
    public static class Narrow {
        @Id
        @GeneratedValue
        Long id;

        @Column(length = 60)
        @StoredFile(uploadTo = "narrow")
        FileRef file;
    }

    /** A column that no key fits. */
    @Entity(name = "Tiny")
    public static class Tiny {
        @Id
        @GeneratedValue
        Long id;

        @Column(length = 12)
        FileRef file;
    }

    /** Only changed columns in an update. */
    @Entity(name = "Dynamic")
    @DynamicUpdate
    public static class Dynamic {
        @Id
        @GeneratedValue
        Long id;

        String title;
        FileRef file;
    }

    /** Lists the converter. */
    @Entity(name = "Converted")
    public static class Converted {
        @Id
        @GeneratedValue
        Long id;

        @Convert(converter = FileRefConverter.class)
        FileRef file;
    }

    /** The annotation stands on a getter. */
    @Entity(name = "Getter")
    public static class Getter {
        private Long id;
        private FileRef scan;

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        @StoredFile(storage = "archive", uploadTo = "getters")
        public FileRef getScan() {
            return scan;
        }

        public void setScan(FileRef scan) {
            this.scan = scan;
        }
    }

    /** A file that is required. */
    @Entity(name = "Strict")
    public static class Strict {
        @Id
        @GeneratedValue
        Long id;

        @Column(nullable = false, unique = true)
        FileRef file;
    }

    @Test
    void a_key_is_shortened_to_its_column() {
        Narrow narrow = new Narrow();
        narrow.file = FileRef.of("n".repeat(100) + ".jpeg", "n");
        UNIT.save(narrow);

        assertThat(narrow.file.key()).hasSizeLessThanOrEqualTo(60).matches("narrow/n+_[a-z0-9]{12}\\.jpeg");
        assertThat(UNIT.value("select file from Narrow where id = ?", narrow.id))
                .hasValue(narrow.file.key());
    }

    @Test
    void a_column_that_no_key_fits_is_one_clear_error() {
        Tiny tiny = new Tiny();
        tiny.file = FileRef.of("front.png", "pixels");

        assertThatThrownBy(() -> UNIT.save(tiny))
                .hasStackTraceContaining("Tiny")
                .hasStackTraceContaining("12");

        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void with_DynamicUpdate_only_the_file_is_written() {
        Dynamic dynamic = new Dynamic();
        dynamic.title = "title";
        UNIT.save(dynamic);
        UNIT.sql().clear();
        FileRef file = FileRef.of("front.png", "pixels");

        UNIT.commit(em -> em.find(Dynamic.class, dynamic.id).file = file);

        List<String> updates = UNIT.sql().all("update");
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0)).contains("file=?").doesNotContain("title");
        assertThat(UNIT.value("select file from Dynamic where id = ?", dynamic.id))
                .hasValue(file.key());
    }

    @Test
    void a_converter_that_is_listed_changes_nothing() {
        Converted converted = new Converted();
        converted.file = FileRef.of("1.png", "1");
        UNIT.save(converted);
        FileRef second = FileRef.of("2.png", "2");
        assertThat(UNIT.value("select file from Converted where id = ?", converted.id))
                .hasValue(converted.file.key());

        UNIT.commit(em -> em.find(Converted.class, converted.id).file = second);

        assertThat(UNIT.value("select file from Converted where id = ?", converted.id))
                .hasValue(second.key());
        assertThat(UNIT.storage().keys()).containsExactly(second.key());
    }

    @Test
    void an_annotation_on_a_getter_counts() {
        Getter getter = new Getter();
        getter.setScan(FileRef.of("scan.pdf", "scan"));
        UNIT.save(getter);

        assertThat(UNIT.value("select scan from Getter where id = ?", getter.getId()))
                .hasValueSatisfying(column -> assertThat(column).startsWith("archive:getters/scan_"));
    }

    @Test
    void a_required_file_is_there_when_it_is_checked() {
        Strict strict = new Strict();
        strict.file = FileRef.of("front.png", "pixels");

        UNIT.save(strict);

        assertThat(UNIT.value("select file from Strict where id = ?", strict.id))
                .hasValue(strict.file.key());
    }

    @Test
    void a_required_file_that_is_missing_stores_nothing() {
        assertThatThrownBy(() -> UNIT.save(new Strict())).hasStackTraceContaining("file");

        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_stored_file_outlives_serialization() throws Exception {
        Dynamic dynamic = new Dynamic();
        dynamic.file = FileRef.of("front.png", "pixels");
        UNIT.save(dynamic);

        var bytes = new java.io.ByteArrayOutputStream();
        new java.io.ObjectOutputStream(bytes).writeObject(dynamic.file);
        Object read = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read).isEqualTo(dynamic.file);
    }
}
