package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.persistence.suite.run.Unit;

/** Keys of variants, which go with their original: no attribute comes to hold one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivedKeyTest {
    private static final String LOOKS_DERIVED = "old/a.png~thumb.12345678.png";

    @RegisterExtension
    static final Unit UNIT = Unit.of(Label.class).files(builder -> builder.exclusive("default"));

    @Test
    void a_variant_cannot_be_taken_over_as_a_file_of_its_own() {
        Label label = UNIT.save(label());
        String variant = label.image.variant("mini").key();
        Label other = new Label();
        other.image = StoredFiles.current().existing("default", variant); // to serve it, for example

        assertThatThrownBy(() -> UNIT.save(other))
                .hasStackTraceContaining("'default:" + variant + "', now in ")
                .hasStackTraceContaining("has the key of a variant of '" + label.image.key()
                        + "', and would be removed with it: no attribute can hold it, so give it a new file with the same"
                        + " bytes, or the object another name");
    }

    @Test
    void nor_can_what_is_named_like_one_whether_or_not_there_is_an_original() {
        UNIT.storage().put(LOOKS_DERIVED, "bytes");
        Label other = new Label();
        other.image = StoredFiles.current().existing("default", LOOKS_DERIVED);

        assertThatThrownBy(() -> UNIT.save(other)).hasStackTraceContaining("has the key of a variant of 'old/a.png'");

        assertThat(UNIT.storage().keys()).contains(LOOKS_DERIVED);
    }

    @Test
    void one_that_a_column_got_by_sql_moves_to_no_other_attribute() {
        Label label = named(LOOKS_DERIVED);
        Label other = new Label();

        assertThatThrownBy(() -> UNIT.commit(em -> {
                    Label one = em.find(Label.class, label.id);
                    other.image = one.image;
                    one.image = null;
                    em.persist(other);
                }))
                .hasStackTraceContaining(LOOKS_DERIVED + "', now in ")
                .hasStackTraceContaining("has the key of a variant of 'old/a.png'");

        assertThat(UNIT.storage().keys()).contains(LOOKS_DERIVED);
    }

    @Test
    void what_a_row_refers_to_is_not_swept_although_it_is_named_like_a_variant() {
        Label label = named(LOOKS_DERIVED);
        UNIT.storage().put("old/b.png~thumb.12345678.png", "nobody's");

        MaintenanceReport report = FileMaintenance.builder(StoredFiles.current())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(3)))
                .build()
                .sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT);

        assertThat(report.removed()).isOne();
        assertThat(UNIT.compute(em -> em.find(Label.class, label.id)).image.key())
                .isEqualTo(LOOKS_DERIVED);
        assertThat(UNIT.storage().keys()).contains(LOOKS_DERIVED).doesNotContain("old/b.png~thumb.12345678.png");
    }

    private static Label named(String key) {
        Label label = UNIT.save(new Label());
        UNIT.storage().put(key, "bytes");
        UNIT.commit(em -> em.createNativeQuery("update Label set image = '" + key + "' where id = " + label.id)
                .executeUpdate());
        UNIT.factory().getCache().evictAll();
        return label;
    }

    private static Label label() {
        Label label = new Label();
        label.image = FileRef.of("a.png", TestImages.encoded("png", 90, 60));
        return label;
    }

    /** Has a variant. */
    @Entity(name = "Label")
    public static class Label {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        @Variant(name = "mini", width = 9)
        FileRef image;
    }
}
