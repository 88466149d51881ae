package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.MapRegionFactory;
import org.storedfile.persistence.suite.run.Unit;

/** A column that no statement writes owns no file, and one that Hibernate does not write gets none. */
// EclipseLink refuses columns that only inserts or only updates write, and has no second mapping of a file's column.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadOnlyFileTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Twice.class, Final.class, Late.class, Stack.class, Sealed.class)
            .with("hibernate.cache.use_second_level_cache", "true")
            .with("hibernate.cache.region.factory_class", MapRegionFactory.class.getName());

    /** Maps its column three times. */
    @Entity(name = "Twice")
    public static class Twice {
        @Id
        @GeneratedValue
        Long id;

        @Column(name = "file")
        FileRef file;

        @Column(name = "file", insertable = false, updatable = false)
        FileRef again;

        @Formula("file")
        FileRef computed;
    }

    /** Keeps its first file. */
    @Entity(name = "Final")
    public static class Final {
        @Id
        @GeneratedValue
        Long id;

        @Column(updatable = false)
        @StoredFile(sizeAttribute = "size")
        FileRef described;

        Long size;

        @Column(updatable = false)
        FileRef file;

        String title;
    }

    /** Gets its file with an update. */
    @Entity(name = "Late")
    public static class Late {
        @Id
        @GeneratedValue
        Long id;

        @Column(insertable = false)
        FileRef file;
    }

    /** Trusts what it loaded, and is cached. */
    @Entity(name = "Sealed")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Sealed {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        String title;

        @Column(updatable = false)
        FileRef file;

        @Column(insertable = false)
        FileRef later;

        @Column(insertable = false, updatable = false)
        FileRef never;

        @Embedded
        Wax wax = new Wax();

        Stamp stamp;
    }

    /** Is sealed, too. */
    @Embeddable
    public static class Wax {
        @Column(updatable = false)
        FileRef print;

        String colour;
    }

    /** Cannot be changed itself. */
    @Embeddable
    public record Stamp(
            String city, @Column(updatable = false) FileRef image) {}

    /** Has the same in its elements. */
    @Entity(name = "Stack")
    public static class Stack {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        @OrderColumn
        List<Layer> layers = new ArrayList<>();
    }

    /** Maps its column three times. */
    @Embeddable
    public static class Layer {
        @Column(name = "file")
        FileRef file;

        @Column(name = "file", insertable = false, updatable = false)
        FileRef again;

        @Formula("file")
        FileRef computed;
    }

    @Test
    void a_removed_row_takes_its_own_file_along_not_one_whose_setting_was_ignored() {
        Sealed one = UNIT.save(sealed("one"));
        Sealed two = UNIT.save(sealed("two"));

        UNIT.commit(em -> {
            Sealed found = em.find(Sealed.class, one.id);
            found.file = two.file;
            found.wax.print = two.wax.print;
            found.stamp = new Stamp("Bern", two.stamp.image());
            found.title = "changed";
            em.flush();
            em.remove(found);
        });

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(
                        two.file.key(), two.wax.print.key(), two.stamp.image().key());
    }

    @Test
    void an_ignored_file_does_not_get_into_the_cache() {
        Sealed sealed = UNIT.save(sealed("one"));

        UNIT.commit(em -> {
            Sealed found = em.find(Sealed.class, sealed.id);
            found.file = FileRef.of("ignored.png", "other");
            found.wax.print = FileRef.of("ignored.png", "other");
            found.wax.colour = "red";
            found.stamp = new Stamp("Bern", FileRef.of("ignored.png", "other"));
            found.title = "changed";
        });

        UNIT.sql().clear();
        UNIT.commit(em -> {
            Sealed cached = em.find(Sealed.class, sealed.id);
            assertThat(cached.title).isEqualTo("changed");
            assertThat(cached.file).isEqualTo(sealed.file);
            assertThat(cached.wax.print).isEqualTo(sealed.wax.print);
            assertThat(cached.wax.colour).isEqualTo("red");
            assertThat(cached.stamp).isEqualTo(new Stamp("Bern", sealed.stamp.image()));
        });
        assertThat(UNIT.sql().all()).isEmpty();
        assertThat(UNIT.storage().keys()).hasSize(3);
    }

    @Test
    void an_ignored_file_that_came_while_the_entity_was_only_read_does_not_get_into_the_cache() {
        Sealed one = UNIT.save(sealed("one"));
        Sealed two = UNIT.save(sealed("two"));

        UNIT.commit(em -> {
            Sealed found = em.find(Sealed.class, one.id);
            em.unwrap(Session.class).setReadOnly(found, true);
            found.file = two.file;
            em.unwrap(Session.class).setReadOnly(found, false);
            found.title = "changed";
        });

        UNIT.commit(em -> {
            Sealed cached = em.find(Sealed.class, one.id);
            assertThat(cached.title).isEqualTo("changed");
            assertThat(cached.file).isEqualTo(one.file);
        });
    }

    @Test
    void a_file_that_the_insert_leaves_out_does_not_get_into_the_cache() {
        Sealed sealed = new Sealed();
        sealed.later = FileRef.of("later.png", "pixels");
        UNIT.save(sealed);

        UNIT.commit(em -> assertThat(em.find(Sealed.class, sealed.id).later).isNull());
    }

    @Test
    void a_new_file_that_is_never_written_is_refused_for_the_cache() {
        Sealed sealed = new Sealed();
        sealed.never = FileRef.of("never.png", "pixels");

        assertThatThrownBy(() -> UNIT.save(sealed)).hasStackTraceContaining("second-level cache cannot hold it");
    }

    private static Sealed sealed(String content) {
        Sealed sealed = new Sealed();
        sealed.file = FileRef.of("file.png", content);
        sealed.wax.print = FileRef.of("print.png", content);
        sealed.stamp = new Stamp("Rome", FileRef.of("image.png", content));
        return sealed;
    }

    @Test
    void a_second_mapping_of_a_column_is_no_second_owner() {
        Twice twice = new Twice();
        twice.file = FileRef.of("front.png", "pixels");
        UNIT.save(twice);

        UNIT.commit(em -> {
            Twice found = em.find(Twice.class, twice.id);
            assertThat(found.again).isEqualTo(twice.file);
            assertThat(found.computed).isEqualTo(twice.file);
            em.remove(found);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.storage().calls("delete")).hasSize(1);
    }

    @Test
    void a_new_file_in_a_mapping_that_is_never_written_is_not_stored() {
        Twice twice = UNIT.save(new Twice());

        UNIT.commit(em -> {
            Twice found = em.find(Twice.class, twice.id);
            found.again = FileRef.of("front.png", "pixels");
            found.computed = FileRef.of("front.png", "pixels");
        });

        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_second_mapping_in_an_element_is_no_second_owner() {
        Stack stack = new Stack();
        Layer layer = new Layer();
        layer.file = FileRef.of("front.png", "pixels");
        stack.layers.add(layer);
        UNIT.save(stack);
        FileRef next = FileRef.of("back.png", "other");

        UNIT.commit(em -> {
            Layer found = em.find(Stack.class, stack.id).layers.get(0);
            assertThat(found.again).isEqualTo(layer.file);
            assertThat(found.computed).isEqualTo(layer.file);
            found.file = next;
        });

        assertThat(UNIT.storage().keys()).containsExactly(next.key());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_is_not_updatable_stays_and_the_other_is_not_stored(boolean isChanged) {
        Final entity = new Final();
        entity.file = FileRef.of("front.png", "pixels");
        entity.described = FileRef.of("described.png", "pixels");
        UNIT.save(entity);
        UNIT.storage().forgetCalls();

        UNIT.commit(em -> {
            Final found = em.find(Final.class, entity.id);
            found.file = FileRef.of("back.png", "other");
            found.described = FileRef.of("back.png", "longer text");
            found.title = isChanged ? "changed" : null;
        });

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.value("select file from Final where id = ?", entity.id)).hasValue(entity.file.key());
        assertThat(UNIT.value("select described from Final where id = ?", entity.id))
                .hasValue(entity.described.key());
        assertThat(UNIT.value("select size from Final where id = ?", entity.id)).hasValue("6");
    }

    @Test
    void a_file_that_is_not_updatable_goes_with_its_row() {
        Final entity = new Final();
        entity.file = FileRef.of("front.png", "pixels");
        UNIT.save(entity);

        UNIT.commit(em -> em.remove(em.find(Final.class, entity.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_that_is_not_insertable_is_stored_by_an_update_only() {
        Late late = new Late();
        late.file = FileRef.of("early.png", "pixels");
        UNIT.save(late);
        assertThat(UNIT.storage().calls()).isEmpty();
        FileRef file = FileRef.of("front.png", "pixels");

        UNIT.commit(em -> em.find(Late.class, late.id).file = file);

        assertThat(UNIT.value("select file from Late where id = ?", late.id)).isEqualTo(Optional.of(file.key()));
        assertThat(UNIT.storage().keys()).containsExactly(file.key());
    }
}
