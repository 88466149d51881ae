package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.NoSuchElementException;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.UploadTo;
import org.storedfile.persistence.suite.run.Unit;

/** The folder of a new file, decided at flush by a template or by a bean. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadToTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Person.class, Contract.class, Numbered.class, Sheet.class);

    // Asks Hibernate whether its proxy was left alone; EclipseLink's references are entities.
    @Tag("hibernate")
    @Test
    void a_template_looks_behind_a_lazy_proxy() {
        Person owner = UNIT.save(new Person("Ada Lovelace"));
        FileRef scan = FileRef.of("scan.pdf", "pages");

        UNIT.commit(em -> {
            Person reference = em.getReference(Person.class, owner.id);
            em.persist(new Contract(reference, scan));
            assertThat(Hibernate.isInitialized(reference)).isFalse();
        });

        assertThat(scan.key()).startsWith("contracts/Ada_Lovelace/scan_");
    }

    // Asks Hibernate whether the attribute was loaded; unwoven, EclipseLink loads it at once.
    @Tag("hibernate")
    @Test
    void a_template_looks_behind_a_lazy_attribute() {
        Contract contract = UNIT.save(new Contract(new Person("Grace"), null));
        FileRef scan = FileRef.of("scan.pdf", "pages");

        UNIT.commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            assertThat(Hibernate.isInitialized(found.owner)).isFalse();
            found.scan = scan;
        });

        assertThat(scan.key()).startsWith("contracts/Grace/scan_");
    }

    @Test
    void a_new_owner_is_known_by_the_time_of_the_flush() {
        Person owner = new Person("Alan");
        Contract contract = UNIT.save(new Contract(owner, FileRef.of("scan.pdf", "pages")));

        assertThat(contract.scan.key()).startsWith("contracts/Alan/scan_");
    }

    @Test
    void a_value_makes_one_folder_and_never_leaves_it() {
        Contract contract = UNIT.save(new Contract(new Person("../../etc/\u202Epasswd"), FileRef.of("scan.pdf", "x")));

        assertThat(contract.scan.key()).matches("contracts/[^/]+/scan_[a-z0-9]{12}\\.pdf");
        assertThat(contract.scan.key()).doesNotContain("/../").doesNotContain("\u202E");
    }

    @Test
    void a_property_that_is_null_fails_the_flush_and_stores_nothing() {
        Contract contract = new Contract(new Person(null), FileRef.of("scan.pdf", "pages"));

        assertThatThrownBy(() -> UNIT.save(contract))
                .hasStackTraceContaining("'scan.pdf'")
                .hasStackTraceContaining("Contract.scan")
                .hasStackTraceContaining("'contracts/{owner.name}'")
                .hasStackTraceContaining("'name' is null");

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.rows("select id from Contract where id = ?", contract.id))
                .isEmpty();
    }

    @Test
    void an_owner_that_is_missing_fails_the_flush_and_the_entity_can_be_saved_again() {
        Contract contract = new Contract(null, FileRef.of("scan.pdf", "pages"));
        assertThatThrownBy(() -> UNIT.save(contract)).hasStackTraceContaining("'owner' is null");
        assertThat(UNIT.storage().calls()).isEmpty();

        Contract again = UNIT.save(new Contract(new Person("Edsger"), contract.scan));

        assertThat(UNIT.storage().keys()).containsExactly(again.scan.key());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_two_files_of_which_one_has_no_folder_neither_is_sent(boolean isFirst) {
        Contract good = new Contract(new Person("Barbara"), FileRef.of("good.pdf", "pages"));
        Contract wrong = new Contract(new Person(null), FileRef.of("wrong.pdf", "pages"));

        assertThatThrownBy(() -> UNIT.commit(em -> {
                    em.persist(isFirst ? wrong : good);
                    em.persist(isFirst ? good : wrong);
                }))
                .hasStackTraceContaining("'wrong.pdf'");

        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void an_identifier_from_a_sequence_is_known_before_the_insert() {
        Numbered numbered = UNIT.save(new Numbered(FileRef.of("scan.pdf", "pages")));

        assertThat(numbered.scan.key()).startsWith("numbered/" + numbered.id + "/scan_");
    }

    @Test
    void a_bean_decides_the_folder_by_what_it_is_told() {
        Sheet sheet = UNIT.save(new Sheet("sheets/ATTRIBUTE/FILE", "../my.pdf"));

        assertThat(sheet.scan.key()).startsWith("sheets/scan/my.pdf/my_").endsWith(".pdf");
    }

    static Arguments[] wrongFolders() {
        return new Arguments[] {
            Arguments.of(null, "returned null instead of a folder"),
            Arguments.of("..", "'..'"),
            Arguments.of("a/../../b", "a/../../b"),
            Arguments.of("/srv", "/srv"),
            Arguments.of("f".repeat(150) + "/" + "g".repeat(100), "no key fits into 255 characters"),
            Arguments.of("f".repeat(201), "200"),
        };
    }

    @ParameterizedTest
    @MethodSource("wrongFolders")
    void a_folder_of_a_bean_that_is_none_fails_the_flush_and_stores_nothing(String folder, String rule) {
        Sheet sheet = new Sheet(folder, "scan.pdf");

        assertThatThrownBy(() -> UNIT.save(sheet))
                .hasStackTraceContaining("the file 'scan.pdf' of Sheet.scan cannot be stored")
                .hasStackTraceContaining(rule);

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.rows("select id from Sheet where id = ?", sheet.id)).isEmpty();
    }

    @Test
    void a_bean_that_fails_fails_the_flush_and_stores_nothing() {
        Sheet sheet = new Sheet("THROW", "scan.pdf");

        assertThatThrownBy(() -> UNIT.save(sheet))
                .hasStackTraceContaining("the file 'scan.pdf' of Sheet.scan cannot be stored: "
                        + ByFolder.class.getName() + " failed: java.util.NoSuchElementException: no shelf")
                .hasRootCauseInstanceOf(NoSuchElementException.class);

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(sheet.scan.isStored()).isFalse();
    }

    @Test
    void after_a_wrong_folder_the_entity_can_be_saved_again() {
        Sheet sheet = new Sheet("..", "scan.pdf");
        assertThatThrownBy(() -> UNIT.save(sheet)).isNotNull();
        sheet.id = null;
        sheet.folder = "right";

        UNIT.save(sheet);

        assertThat(sheet.scan.key()).startsWith("right/scan_");
        assertThat(UNIT.storage().keys()).containsExactly(sheet.scan.key());
    }

    /** Has a name, or not, and no getter, which a proxy would answer. */
    @Entity(name = "Person")
    public static class Person {
        @Id
        @GeneratedValue
        Long id;

        String name;

        public Person() {}

        Person(String name) {
            this.name = name;
        }
    }

    /** Lies in its owner's folder. */
    @Entity(name = "Contract")
    public static class Contract {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.PERSIST)
        Person owner;

        @StoredFile(uploadTo = "contracts/{owner.name}")
        FileRef scan;

        public Contract() {}

        Contract(Person owner, FileRef scan) {
            this.owner = owner;
            this.scan = scan;
        }
    }

    /** Lies in a folder of its identifier. */
    @Entity(name = "Numbered")
    public static class Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @StoredFile(uploadTo = "numbered/{id}")
        FileRef scan;

        public Numbered() {}

        Numbered(FileRef scan) {
            this.scan = scan;
        }
    }

    /** Lies where its bean says. */
    @Entity(name = "Sheet")
    public static class Sheet {
        @Id
        @GeneratedValue
        Long id;

        String folder;

        @StoredFile(uploadToBean = ByFolder.class)
        FileRef scan;

        public Sheet() {}

        Sheet(String folder, String fileName) {
            this.folder = folder;
            this.scan = FileRef.of(fileName, "pages");
        }
    }

    /** Takes the folder from the entity, and does not check it. */
    public static final class ByFolder implements UploadTo {
        @Override
        public String folder(Upload upload) {
            Sheet sheet = (Sheet) upload.entity();
            if ("THROW".equals(sheet.folder)) {
                throw new NoSuchElementException("no shelf");
            }
            return sheet.folder == null
                    ? null
                    : sheet.folder.replace("ATTRIBUTE", upload.attribute()).replace("FILE", upload.fileName());
        }
    }
}
