package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.storage.UploadTerms;

/** What the constraints of an attribute say of a file that a client is going to send. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgreedFileTest {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Test
    void one_that_the_attribute_can_hold_is_agreed_upon() {
        assertThatCode(() -> validate("picture", "front.png", 2048, "image/png"))
                .doesNotThrowAnyException();
    }

    @Test
    void one_that_is_too_large_is_not() {
        assertThatThrownBy(() -> validate("picture", "front.png", 2049, "image/png"))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageStartingWith("picture: ")
                .hasMessageContaining("2 KB");
    }

    @Test
    void another_type_or_extension_is_not() {
        assertThatThrownBy(() -> validate("picture", "front.png", 100, "text/html"))
                .hasMessageStartingWith("picture: ")
                .hasMessageContaining("text/html");
        assertThatThrownBy(() -> validate("picture", "front.svg", 100, "image/png"))
                .hasMessageStartingWith("picture: ")
                .hasMessageContaining("svg");
    }

    @Test
    void an_attribute_that_is_not_there_is_told() {
        assertThatThrownBy(() -> validate("photo", "front.png", 100, "image/png"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void validate(String attribute, String name, long size, String type) {
        UploadTerms terms = new UploadTerms(size, type, Optional.empty(), Duration.ofMinutes(10));
        AgreedFile.validate(FACTORY.getValidator(), Shot.class, attribute, name, terms);
    }

    /** An entity. */
    static class Shot {
        @FileSize(max = "2 KB")
        @FileType("image/*")
        @FileExtension({"png", "jpg"})
        @ImageDimensions(maxWidth = 100)
        @Nullable
        FileRef picture;
    }
}
