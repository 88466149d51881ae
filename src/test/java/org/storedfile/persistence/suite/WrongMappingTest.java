package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Storage;
import org.storedfile.storage.memory.MemoryStorage;

/** A wrong mapping stops the unit from starting, with a message that names entity, attribute and value. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrongMappingTest {
    private static final String FILE_OF = "@StoredFile on attribute 'file' of ";

    static Arguments[] wrong() {
        return new Arguments[] {
            Arguments.of(
                    Misspelt.class, FILE_OF + "Misspelt sizeAttribute names 'sice', which is no attribute of Misspelt"),
            Arguments.of(
                    Mistyped.class,
                    FILE_OF + "Mistyped sizeAttribute names 'size', which has the type String instead of long or Long"),
            Arguments.of(
                    TooEarly.class,
                    FILE_OF
                            + "TooEarly has '{id}' in uploadTo, but the database makes that identifier in the insert, after the file is stored: use another property, or a SEQUENCE"),
            Arguments.of(
                    NoOwner.class,
                    FILE_OF + "NoOwner: the upload template '{owner.name}' names {owner.name}, but "
                            + NoOwner.class.getName() + " has no property 'owner' that can be read"),
            Arguments.of(NotAFile.class, FILE_OF + "NotAFile needs the type FileRef, or an element collection of it"),
            Arguments.of(
                    Unwritable.class, FILE_OF + "Unwritable sizeAttribute names 'size', whose column is never written"),
            Arguments.of(
                    Typo.class,
                    FILE_OF + "Typo names the storage 'archiv', which does not exist; there are [archive, default]"),
            Arguments.of(
                    HalfWritten.class,
                    "the FileRef 'halves.file' of HalfWritten lies in an element collection, so its column is written by inserts and updates, or by none"),
        };
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void the_unit_does_not_start(Class<?> entity, String message) {
        Throwable refusal = catchThrowable(() -> Unit.of(entity).start().close());

        assertThat(refusal).hasStackTraceContaining("StoredFileException: " + message + System.lineSeparator());
    }

    @Test
    void a_storage_that_is_not_known_to_be_missing_when_the_unit_starts_fails_the_first_new_file() {
        Typo typo = new Typo();
        typo.id = 1L;
        typo.file = FileRef.of("scan.pdf", "pages");
        Storage storage = new MemoryStorage();

        try (Unit unit = Unit.of(Typo.class).beside(Unit.of()).start();
                StoredFiles.Registration late = StoredFiles.builder()
                        .storage("default", storage)
                        .build()
                        .register()) {
            assertThat(late).isNotNull();
            assertThatThrownBy(() -> unit.save(typo))
                    .hasStackTraceContaining("StoredFileException: the file 'scan.pdf' of Typo.file cannot be stored:"
                            + " there is no storage 'archiv'; there are [default]");
            assertThat(unit.rows("select id from Typo")).isEmpty();
        }

        assertThat(typo.file.isStored()).isFalse();
    }

    /** Names an attribute that it does not have. */
    @Entity(name = "Misspelt")
    public static class Misspelt {
        @Id
        Long id;

        @StoredFile(sizeAttribute = "sice")
        FileRef file;

        Long size;
    }

    /** Names an attribute of another type. */
    @Entity(name = "Mistyped")
    public static class Mistyped {
        @Id
        Long id;

        @StoredFile(sizeAttribute = "size")
        FileRef file;

        String size;
    }

    /** Wants the identifier before there is one. */
    @Entity(name = "TooEarly")
    public static class TooEarly {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @StoredFile(uploadTo = "early/{id}")
        FileRef file;
    }

    /** Names a property that it does not have. */
    @Entity(name = "NoOwner")
    public static class NoOwner {
        @Id
        Long id;

        @StoredFile(uploadTo = "{owner.name}")
        FileRef file;
    }

    /** Annotates something else. */
    @Entity(name = "NotAFile")
    public static class NotAFile {
        @Id
        Long id;

        @StoredFile
        String file;
    }

    /** Names a storage that does not exist. */
    @Entity(name = "Typo")
    public static class Typo {
        @Id
        Long id;

        @StoredFile(storage = "archiv")
        FileRef file;
    }

    /** Is written by some statements only. */
    @Entity(name = "HalfWritten")
    public static class HalfWritten {
        @Id
        Long id;

        @ElementCollection
        List<Half> halves;
    }

    /** Is never written again. */
    @Embeddable
    public static class Half {
        @Column(updatable = false)
        FileRef file;
    }

    /** Names a column that is never written. */
    @Entity(name = "Unwritable")
    public static class Unwritable {
        @Id
        Long id;

        @StoredFile(sizeAttribute = "size")
        FileRef file;

        @Column(insertable = false, updatable = false)
        Long size;
    }
}
