package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.ConstraintViolationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.validation.FileExtension;
import org.storedfile.validation.FileName;
import org.storedfile.validation.FileType;
import org.storedfile.validation.OnMismatch;

/** Names that get the extension of the real format: the rules hold for them, too. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorrectedNameTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Stamp.class).with("jakarta.persistence.validation.mode", "callback");

    @Test
    void one_that_is_too_long_with_its_extension_is_refused_before_a_byte_is_stored() {
        Stamp stamp = new Stamp();
        stamp.named = FileRef.of("aaaaaaaaaa", TestImages.encoded("tif", 30, 20));

        assertRefused(stamp, "named");

        stamp.named = FileRef.of("aaaaaa", TestImages.encoded("tif", 30, 20));
        UNIT.save(stamp);
        assertThat(stamp.name).isEqualTo("aaaaaa.tif");
    }

    @Test
    void one_whose_real_extension_is_not_allowed_is_refused() {
        Stamp stamp = new Stamp();
        stamp.photo = FileRef.of("a.jpg", TestImages.encoded("png", 30, 20));

        assertRefused(stamp, "photo");

        stamp.photo = FileRef.of("a.jpg", TestImages.encoded("jpg", 30, 20));
        UNIT.save(stamp);
    }

    @Test
    void so_is_one_that_its_type_renames() {
        Stamp stamp = new Stamp();
        stamp.typed = FileRef.of("a.jpg", TestImages.encoded("png", 30, 20));

        assertRefused(stamp, "typed");
    }

    private static void assertRefused(Stamp stamp, String attribute) {
        assertThatThrownBy(() -> UNIT.commit(em -> {
                    em.persist(stamp);
                    em.flush();
                }))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        refusal -> assertThat(refusal.getConstraintViolations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.getPropertyPath()).hasToString(attribute)));
        assertThat(UNIT.storage().calls()).isEmpty();
        stamp.id = null;
    }

    /** Has files whose names have rules. */
    @Entity(name = "Stamp")
    public static class Stamp {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(nameAttribute = "name")
        @StoredImage
        @FileName(maxLength = 10)
        FileRef named;

        @Column(length = 10)
        String name;

        @StoredImage
        @FileExtension("jpg")
        FileRef photo;

        @FileType(value = "image/*", onMismatch = OnMismatch.RENAME)
        @FileExtension("jpg")
        FileRef typed;
    }
}
