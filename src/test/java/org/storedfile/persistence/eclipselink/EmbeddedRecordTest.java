package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.eclipse.persistence.Version;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** Records as embeddables, which EclipseLink cannot change. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedRecordTest {
    /** Has a record. */
    @Entity(name = "Product")
    public static class Product {
        @Id
        @GeneratedValue
        public Long id;

        public Thumb thumb;
    }

    /** A record. */
    @Embeddable
    public record Thumb(FileRef small, int width) {}

    @Test
    void EclipseLink_4_refuses_a_record_at_start_and_5_when_it_changes() {
        if (Version.getVersion().startsWith("4.")) {
            assertThatThrownBy(() -> Unit.of(Product.class, Thumb.class).start().close())
                    .hasStackTraceContaining("Thumb.<init>()");
        } else {
            try (Unit unit = Unit.of(Product.class, Thumb.class).start()) {
                refuseChange(unit);
            }
        }
    }

    private static void refuseChange(Unit unit) {
        Product product = new Product();
        product.thumb = new Thumb(FileRef.of("thumb.png", "t"), 10);
        unit.save(product);

        assertThatThrownBy(() -> unit.commit(
                        em -> em.find(Product.class, product.id).thumb = new Thumb(FileRef.of("new.png", "n"), 11)))
                .hasStackTraceContaining("The instance variable [small] in the object");

        assertThat(unit.storage().keys()).containsExactlyElementsOf(unit.rows("select small from Product"));
    }
}
