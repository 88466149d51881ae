package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Payload;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.storage.ByteRange;

/** What a form's validation says, without storages, persistence unit or transaction. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConstraintsTest {
    static final byte[] PNG = png(100);
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    private Validator validator = speaking(Locale.ENGLISH);

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Test
    void no_file_is_valid() {
        assertThat(messages(new Form())).isEmpty();
    }

    @Test
    void a_file_within_all_limits_is_valid() {
        assertThat(messages(new Form().picture(FileRef.of("photo.png", PNG)))).isEmpty();
    }

    @Test
    void a_violation_names_attribute_and_file() {
        FileRef large = FileRef.of("photo.png", png(3000));

        Set<ConstraintViolation<Form>> violations = validator.validate(new Form().picture(large));

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.getPropertyPath()).hasToString("picture");
            assertThat(violation.getInvalidValue()).isSameAs(large);
            assertThat(violation.getMessage()).isEqualTo("must be at most 2 KB, but is 2.9 KB");
        });
    }

    @Test
    void a_size_is_judged_at_both_ends() {
        assertThat(messages(new Form().picture(FileRef.of("photo.png", png(10)))))
                .containsExactly(Map.entry("picture", "must be at least 20 B, but is 10 B"));
    }

    @Test
    void a_type_is_decided_by_content() {
        assertThat(messages(new Form().picture(FileRef.of("photo.png", "<html>no picture</html>"))))
                .containsExactly(Map.entry("picture", "must be of type image/*, application/pdf, but is text/html"));
    }

    @Test
    void a_name_that_contradicts_the_content_is_refused() {
        assertThat(messages(new Form().picture(FileRef.of("photo.jpg", PNG))))
                .containsExactly(Map.entry("picture", "is named photo.jpg, but is image/png"));
    }

    @Test
    void a_name_that_contradicts_the_content_is_accepted_or_corrected_later_if_that_is_said() {
        Form form = new Form();
        form.renamed = FileRef.of("photo.jpg", PNG);
        form.accepted = FileRef.of("photo.jpg", PNG);

        assertThat(messages(form)).isEmpty();
    }

    @Test
    void a_name_in_a_message_is_never_an_expression() {
        assertThat(messages(new Form().picture(FileRef.of("${1+1}{max}.jpg", PNG))))
                .containsExactly(Map.entry("picture", "is named __1+1__max_.jpg, but is image/png"));
    }

    @Test
    void an_extension_is_the_last_one_in_any_case() {
        Form form = new Form();
        form.archive = FileRef.of("a.tar.GZ", "");
        assertThat(messages(form)).isEmpty();

        form.archive = FileRef.of("a.gz.exe", "");
        assertThat(messages(form))
                .containsExactly(Map.entry("archive", "must be named with the extension gz, zip, but has exe"));

        form.archive = FileRef.of("archive", "");
        assertThat(messages(form))
                .containsExactly(Map.entry("archive", "must be named with the extension gz, zip, but has none"));
    }

    @Test
    void names_without_an_extension_can_be_wanted() {
        Form form = new Form();
        form.plain = FileRef.of("Makefile", "");
        assertThat(messages(form)).isEmpty();

        form.plain = FileRef.of("make.file", "");
        assertThat(messages(form))
                .containsExactly(Map.entry("plain", "must be named without an extension, but has file"));
    }

    @Test
    void the_length_of_a_name_is_counted_in_characters() {
        Form form = new Form();
        form.shortName = FileRef.of("😀😀😀.png", "");
        assertThat(messages(form)).isEmpty();

        form.shortName = FileRef.of("12345.png", "");
        assertThat(messages(form))
                .containsExactly(Map.entry("shortName", "must have a name of at most 8 characters, but it has 9"));
    }

    @Test
    void a_stream_is_looked_at_and_not_used_up() throws IOException {
        ByteArrayInputStream stream = new ByteArrayInputStream("<html>".getBytes(StandardCharsets.UTF_8));
        FileRef file = FileRef.of("photo.png", stream);

        assertThat(messages(new Form().picture(file))).hasSize(1);

        assertThat(messages(new Form().picture(file))).hasSize(1);
        assertThat(file.open(ByteRange.of(1, 4))).hasContent("html");
        assertThatThrownBy(file::open).hasMessageContaining("only once");
    }

    @Test
    void a_stream_of_unknown_length_is_not_judged_by_it() {
        Form form = new Form().picture(FileRef.of("photo.png", new ByteArrayInputStream(png(10_000))));

        assertThat(messages(form)).isEmpty();
    }

    @Test
    void a_stream_that_announces_its_length_is_judged_by_it() {
        Form form = new Form().picture(FileRef.of("photo.png", new ByteArrayInputStream(PNG), 10_000));

        assertThat(messages(form)).containsExactly(Map.entry("picture", "must be at most 2 KB, but is 9.8 KB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"한글파.png", "né.txt"})
    void letters_of_a_name_count_as_people_count_them(String name) {
        Form form = new Form();
        form.shortName = FileRef.of(Normalizer.normalize("x" + name, Normalizer.Form.NFD), "");
        assertThat(messages(form)).isEmpty();

        form.shortName = FileRef.of(Normalizer.normalize("too" + name + "x", Normalizer.Form.NFD), "");
        assertThat(messages(form).get("shortName")).endsWith("but it has " + (name.length() + 4));
    }

    @Test
    void a_size_just_over_the_limit_does_not_read_like_the_limit() {
        Form form = new Form().picture(FileRef.of("photo.png", png(2049)));

        assertThat(messages(form)).containsExactly(Map.entry("picture", "must be at most 2 KB, but is 2049 B"));
    }

    @Test
    void a_file_on_disk_is_judged_without_reading_it_whole() throws IOException {
        Path file = Files.write(folder.resolve("photo.png"), png(5000));

        assertThat(messages(new Form().picture(FileRef.of(file))))
                .containsExactly(Map.entry("picture", "must be at most 2 KB, but is 4.9 KB"));
    }

    @Test
    void messages_are_Korean_where_people_are() {
        validator = speaking(Locale.KOREA);

        assertThat(messages(new Form().picture(FileRef.of("photo.png", png(3000)))))
                .containsExactly(Map.entry("picture", "파일 크기는 2 KB 이하여야 합니다 (현재 2.9 KB)"));
    }

    @Test
    void messages_are_English_where_people_are_on_a_machine_that_is_not() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREA);
        try {
            assertThat(messages(new Form().picture(FileRef.of("photo.png", png(3000)))))
                    .containsExactly(Map.entry("picture", "must be at most 2 KB, but is 2.9 KB"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_message_of_the_application_gets_limit_and_actual_value() {
        Form form = new Form();
        form.worded = FileRef.of("photo.png", png(3000));

        assertThat(messages(form)).containsExactly(Map.entry("worded", "2.9 KB are more than 1 KB"));
    }

    @Test
    void constraints_can_be_composed_repeated_and_put_on_elements() {
        Form form = new Form();
        form.avatar = FileRef.of("photo.png", png(3000));
        form.pages = List.of(FileRef.of("a", "fits"), FileRef.of("b", "does not fit at all"));
        form.repeated = FileRef.of("c", "12345678901");

        assertThat(messages(form))
                .containsOnly(
                        Map.entry("avatar", "must be at most 1 KB, but is 2.9 KB"),
                        Map.entry("pages[1].<list element>", "must be at most 10 B, but is 19 B"),
                        Map.entry("repeated", "must be at most 10 B, but is 11 B"));
    }

    @Test
    void groups_are_those_of_the_standard() {
        Form form = new Form();
        form.repeated = FileRef.of("c", "123456");

        assertThat(messages(form)).isEmpty();
        assertThat(validator.validate(form, Strict.class)).hasSize(1);
    }

    @Test
    void a_limit_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> validator.validate(new Misspelt()))
                .isInstanceOf(ConstraintDeclarationException.class)
                .hasMessageContaining("@FileSize: '5 MBB' is no size");
    }

    // As a server does it for each request.
    private static Validator speaking(Locale locale) {
        return FACTORY.usingContext()
                .messageInterpolator(speaking(FACTORY, locale))
                .getValidator();
    }

    static MessageInterpolator speaking(ValidatorFactory factory, Locale locale) {
        MessageInterpolator standard = factory.getMessageInterpolator();
        return new MessageInterpolator() {
            @Override
            public String interpolate(String template, Context context) {
                return standard.interpolate(template, context, locale);
            }

            @Override
            public String interpolate(String template, Context context, Locale other) {
                return standard.interpolate(template, context, other);
            }
        };
    }

    private <T> Map<String, String> messages(T form) {
        return validator.validate(form).stream()
                .collect(Collectors.toMap(
                        violation -> violation.getPropertyPath().toString(), ConstraintViolation::getMessage));
    }

    static byte[] png(int length) {
        byte[] bytes = new byte[length];
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        System.arraycopy(signature, 0, bytes, 0, Math.min(length, signature.length));
        return bytes;
    }

    interface Strict {}

    /** Two constraints in one. */
    @FileSize(max = "1 KB")
    @FileType("image/*")
    @Constraint(validatedBy = {})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Avatar {
        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    static final class Form {
        @FileSize(min = "20", max = "2 KB")
        @FileType({"image/*", "application/pdf"})
        @Nullable
        FileRef picture;

        @FileType(value = "image/*", onMismatch = OnMismatch.RENAME)
        @Nullable
        FileRef renamed;

        @FileType(value = "image/*", onMismatch = OnMismatch.ACCEPT)
        @Nullable
        FileRef accepted;

        @FileExtension({"gz", "zip"})
        @Nullable
        FileRef archive;

        @FileExtension("")
        @Nullable
        FileRef plain;

        @FileName(maxLength = 8)
        @Nullable
        FileRef shortName;

        @FileSize(max = "1 KB", message = "{actual} are more than {limit}")
        @Nullable
        FileRef worded;

        @Avatar
        @Nullable
        FileRef avatar;

        List<@FileSize(max = "10") FileRef> pages = List.of();

        @FileSize(max = "10")
        @FileSize(max = "5", groups = Strict.class)
        @Nullable
        FileRef repeated;

        Form picture(FileRef file) {
            picture = file;
            return this;
        }
    }

    static final class Misspelt {
        @FileSize(max = "5 MBB")
        @Nullable
        FileRef file;
    }
}
