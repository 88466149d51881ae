package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;

/** Files in embeddable records, which EclipseLink 4 does not have. */
// EclipseLink 4 refuses a record as an embeddable.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Product.class, Thumb.class);

    /** Has a record. */
    @Entity(name = "Product")
    public static class Product {
        @Id
        @GeneratedValue
        Long id;

        Thumb thumb;
    }

    /** A record. */
    @Embeddable
    public record Thumb(@StoredFile(uploadTo = "thumbs") FileRef small, int width) {}

    @Test
    void a_record_holds_a_file() {
        Product product = new Product();
        product.thumb = new Thumb(FileRef.of("thumb.png", "t"), 10);
        UNIT.save(product);
        FileRef fresh = FileRef.of("new.png", "n");
        assertThat(value("small", product))
                .isEqualTo(product.thumb.small().key())
                .startsWith("thumbs/");

        UNIT.commit(em -> em.find(Product.class, product.id).thumb = new Thumb(fresh, 11));

        assertThat(value("small", product)).isEqualTo(fresh.key());
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_record_with_the_same_file_and_another_value_keeps_the_object() {
        Product product = new Product();
        product.thumb = new Thumb(FileRef.of("thumb.png", "t"), 10);
        UNIT.save(product);

        UNIT.commit(em -> {
            Product loaded = em.find(Product.class, product.id);
            loaded.thumb = new Thumb(loaded.thumb.small(), 20);
        });

        assertThat(UNIT.storage().keys()).containsExactly(product.thumb.small().key());
        assertThat(UNIT.storage().calls()).hasSize(1);
    }

    private static String value(String column, Product product) {
        return UNIT.value("select " + column + " from Product where id = ?", product.id)
                .orElseThrow();
    }
}
