package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SecondaryTable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;

/** Files in superclasses and subclasses, and in secondary tables. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InheritanceTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(
            Base.class,
            Generic.class,
            Plain.class,
            Single.class,
            SingleChild.class,
            Joined.class,
            JoinedChild.class,
            PerClass.class,
            PerClassChild.class,
            Split.class);

    /** What all have. */
    public interface TwoFiles {
        Long id();

        FileRef first();

        void first(FileRef file);

        FileRef second();

        void second(FileRef file);
    }

    /** A mapped superclass with a file. */
    @MappedSuperclass
    public abstract static class Base implements TwoFiles {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(uploadTo = "{entity}/{attribute}")
        FileRef first;

        @Override
        public Long id() {
            return id;
        }

        @Override
        public FileRef first() {
            return first;
        }

        @Override
        public void first(FileRef file) {
            first = file;
        }
    }

    /** A generic mapped superclass. */
    @MappedSuperclass
    public abstract static class Generic<F> extends Base {
        @StoredFile(uploadTo = "generic")
        @Column(name = "second_file")
        F second;
    }

    /** An entity of mapped superclasses. */
    @Entity(name = "Plain")
    public static class Plain extends Generic<FileRef> {
        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** One table. */
    @Entity(name = "Single")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    public abstract static class Single extends Base {}

    /** In the one table. */
    @Entity(name = "SingleChild")
    public static class SingleChild extends Single {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** A table for each. */
    @Entity(name = "Joined")
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Joined extends Base {}

    /** In two tables. */
    @Entity(name = "JoinedChild")
    public static class JoinedChild extends Joined {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** A table for each concrete class. */
    @Entity(name = "PerClass")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class PerClass extends Base {}

    /** In a table of its own. */
    @Entity(name = "PerClassChild")
    public static class PerClassChild extends PerClass {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** With a secondary table. */
    @Entity(name = "Split")
    @SecondaryTable(name = "split_rest")
    public static class Split extends Base {
        @Column(name = "second_file", table = "split_rest")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, SingleChild.class, JoinedChild.class, PerClassChild.class, Split.class})
    void both_files_are_stored_replaced_cleared_and_removed(Class<? extends TwoFiles> type) throws Exception {
        TwoFiles entity = type.getDeclaredConstructor().newInstance();
        entity.first(FileRef.of("1.txt", "1"));
        entity.second(FileRef.of("2.txt", "2"));
        UNIT.save(entity);
        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(entity.first().key(), entity.second().key());
        assertThat(entity.first().key()).startsWith(type.getSimpleName() + "/first/1_");

        UNIT.commit(em -> {
            TwoFiles loaded = em.find(type, entity.id());
            assertThat(loaded.first()).isEqualTo(entity.first());
            assertThat(loaded.second()).isEqualTo(entity.second());
            loaded.first(FileRef.of("3.txt", "3"));
            loaded.second(null);
        });
        assertThat(UNIT.storage().keys()).hasSize(1).allMatch(key -> key.contains("/first/3_"));

        UNIT.commit(em -> em.remove(em.find(type, entity.id())));
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, SingleChild.class, JoinedChild.class, PerClassChild.class, Split.class})
    void a_rollback_leaves_nothing(Class<? extends TwoFiles> type) throws Exception {
        TwoFiles entity = type.getDeclaredConstructor().newInstance();
        entity.first(FileRef.of("1.txt", "1"));
        entity.second(FileRef.of("2.txt", "2"));

        UNIT.rollback(em -> em.persist(entity));

        assertThat(UNIT.storage().calls("write")).hasSize(2);
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(entity.second().isStored()).isFalse();
    }
}
