package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.MissingImaging;
import org.storedfile.StoredImage;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;

/** Image attributes where no imaging library is on the class path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MissingImagingTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Stamp.class).files(files -> files.imaging(MissingImaging.imaging()));

    @Test
    void an_image_is_refused_and_the_message_names_attribute_file_and_what_is_missing() {
        Stamp stamp = new Stamp();
        stamp.image = FileRef.of("penny.png", TestImages.encoded("png", 30, 20));

        Throwable refusal = catchThrowable(() -> UNIT.save(stamp));

        assertThat(refusal)
                .hasStackTraceContaining(
                        "the file 'penny.png' of Stamp.image cannot be stored: " + MissingImaging.MESSAGE);
        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.rows("select id from Stamp where image is not null")).isEmpty();
    }

    @Test
    void other_files_are_stored() {
        Stamp stamp = new Stamp();
        stamp.letter = FileRef.of("letter.txt", "Dear");

        UNIT.save(stamp);

        assertThat(UNIT.storage().text(stamp.letter.key())).isEqualTo("Dear");
    }

    /** Has an image, and another file. */
    @Entity(name = "Stamp")
    public static class Stamp {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        FileRef image;

        FileRef letter;
    }
}
