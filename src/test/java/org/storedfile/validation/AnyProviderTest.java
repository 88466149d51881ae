package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;

/** What holds with any provider of Jakarta Validation: the build runs it with two. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnyProviderTest {
    private static final Locale BEFORE = Locale.getDefault();

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(BEFORE);
    }

    @Test
    void messages_name_limit_and_actual_value() {
        assertThat(messages(Locale.US, FileRef.of("{max}.jpg", new byte[3000])))
                .isEqualTo("picture: must be at most 2 KB, but is 2.9 KB;"
                        + " picture: must be of type image/*, but is application/octet-stream;"
                        + " worded: 2.9 KB are more than 1 KB");
    }

    @Test
    void messages_are_in_the_language_of_the_machine() {
        assertThat(messages(Locale.KOREA, FileRef.of("photo.png", ConstraintsTest.png(3000))))
                .isEqualTo("picture: 파일 크기는 2 KB 이하여야 합니다 (현재 2.9 KB); worded: 2.9 KB are more than 1 KB");
    }

    @Test
    void a_name_is_no_expression() {
        FileRef file = FileRef.of("${1+1}{limit}.jpg", ConstraintsTest.PNG);

        assertThat(messages(Locale.US, file)).isEqualTo("picture: is named __1+1__limit_.jpg, but is image/png");
    }

    private static String messages(Locale locale, FileRef file) {
        Locale.setDefault(locale);
        Form form = new Form();
        form.picture = file;
        form.worded = file;
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            List<ConstraintViolation<Form>> violations =
                    List.copyOf(factory.getValidator().validate(form));
            return violations.stream()
                    .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                    .sorted()
                    .collect(Collectors.joining("; "));
        }
    }

    static final class Form {
        @FileSize(max = "2 KB")
        @FileType("image/*")
        @Nullable
        FileRef picture;

        @FileSize(max = "1 KB", message = "{actual} are more than {limit}")
        @Nullable
        FileRef worded;
    }
}
