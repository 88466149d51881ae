package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;

/** Files in embeddables: classes, nested, generic, twice in one entity. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddableTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Product.class, Picture.class, Frame.class, Labelled.class, Tagged.class);

    /** Two of one embeddable, and a nested one. */
    @Entity(name = "Product")
    public static class Product {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        @AttributeOverride(name = "file", column = @Column(name = "front_file"))
        @AttributeOverride(name = "caption", column = @Column(name = "front_caption"))
        Picture front;

        @Embedded
        @AttributeOverride(name = "file", column = @Column(name = "back_file"))
        @AttributeOverride(name = "caption", column = @Column(name = "back_caption"))
        Picture back;

        Frame frame;

        @Embedded
        Tagged tagged;
    }

    /** A class. */
    @Embeddable
    public static class Picture {
        @StoredFile(uploadTo = "pictures")
        FileRef file;

        String caption;

        Picture() {}

        Picture(FileRef file) {
            this.file = file;
        }
    }

    /** Holds another embeddable. */
    @Embeddable
    public static class Frame {
        String wood;

        @Embedded
        @AttributeOverride(name = "file", column = @Column(name = "inner_file"))
        @AttributeOverride(name = "caption", column = @Column(name = "inner_caption"))
        Picture inner;
    }

    /** Generic, with the type given by a subclass. */
    @MappedSuperclass
    public abstract static class Labelled<F> {
        @Column(name = "generic_file")
        F item;
    }

    /** Gives the type. */
    @Embeddable
    public static class Tagged extends Labelled<FileRef> {
        String tag;
    }

    @Test
    void two_of_a_kind_are_two_files() {
        Product product = new Product();
        product.front = new Picture(FileRef.of("front.png", "f"));
        product.back = new Picture(FileRef.of("back.png", "b"));
        UNIT.save(product);

        assertThat(product.front.file.key()).startsWith("pictures/front_");
        assertThat(value("front_file", product)).isEqualTo(product.front.file.key());
        assertThat(value("back_file", product)).isEqualTo(product.back.file.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(product.front.file.key(), product.back.file.key());
    }

    @Test
    void a_file_in_an_embeddable_is_replaced_and_cleared() {
        Product product = new Product();
        product.front = new Picture(FileRef.of("front.png", "f"));
        UNIT.save(product);
        FileRef fresh = FileRef.of("new.png", "n");

        UNIT.commit(em -> em.find(Product.class, product.id).front.file = fresh);
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
        assertThat(value("front_file", product)).isEqualTo(fresh.key());

        UNIT.commit(em -> em.find(Product.class, product.id).front.file = null);
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.value("select front_file from Product where id = ?", product.id))
                .isEmpty();
    }

    @Test
    void an_embeddable_set_to_null_takes_its_object_along() {
        Product product = new Product();
        product.front = new Picture(FileRef.of("front.png", "f"));
        UNIT.save(product);

        UNIT.commit(em -> em.find(Product.class, product.id).front = null);

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void an_embeddable_that_was_null_gets_a_file() {
        Product product = UNIT.save(new Product());
        FileRef fresh = FileRef.of("new.png", "n");

        UNIT.commit(em -> em.find(Product.class, product.id).front = new Picture(fresh));

        assertThat(value("front_file", product)).isEqualTo(fresh.key());
    }

    @Test
    void a_nested_embeddable_holds_a_file() {
        Product product = new Product();
        product.frame = new Frame();
        product.frame.inner = new Picture(FileRef.of("inner.png", "i"));
        UNIT.save(product);
        FileRef fresh = FileRef.of("new.png", "n");
        assertThat(value("inner_file", product)).isEqualTo(product.frame.inner.file.key());

        UNIT.commit(em -> em.find(Product.class, product.id).frame.inner.file = fresh);

        assertThat(value("inner_file", product)).isEqualTo(fresh.key());
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_generic_embeddable_holds_a_file() {
        Product product = new Product();
        product.tagged = new Tagged();
        product.tagged.item = FileRef.of("item.png", "i");
        UNIT.save(product);
        assertThat(value("generic_file", product)).isEqualTo(product.tagged.item.key());

        UNIT.commit(em -> em.remove(em.find(Product.class, product.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void an_embeddable_moves_within_its_entity() {
        Product product = new Product();
        product.front = new Picture(FileRef.of("front.png", "f"));
        UNIT.save(product);

        UNIT.commit(em -> {
            Product loaded = em.find(Product.class, product.id);
            loaded.back = new Picture(loaded.front.file);
            loaded.front = null;
        });

        assertThat(value("back_file", product)).isEqualTo(product.front.file.key());
        assertThat(UNIT.storage().keys()).containsExactly(product.front.file.key());
    }

    private static String value(String column, Product product) {
        return UNIT.value("select " + column + " from Product where id = ?", product.id)
                .orElseThrow();
    }
}
