package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileRef;
import org.storedfile.NewFile;
import org.storedfile.image.TestImages;

/** Constraints on images, in a form. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImageConstraintsTest {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Test
    void no_file_and_one_within_the_limits_are_valid() {
        Form form = new Form();
        assertThat(messages(form, Locale.ENGLISH)).isEmpty();

        form.sized = image(150, 100);
        form.counted = image(150, 100);
        form.wide = image(160, 90);
        form.square = image(100, 100);

        assertThat(messages(form, Locale.ENGLISH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "201,100,'must be at most 200 pixels wide, but is 201'",
        "99,100,'must be at least 100 pixels wide, but is 99'",
        "150,121,'must be at most 120 pixels high, but is 121'",
        "150,79,'must be at least 80 pixels high, but is 79'"
    })
    void width_and_height_are_judged_at_both_ends(int width, int height, String message) {
        Form form = new Form();
        form.sized = image(width, height);

        assertThat(messages(form, Locale.ENGLISH)).containsExactly(Map.entry("sized", message));
    }

    @ParameterizedTest
    @CsvSource({
        "1500,1000,'must have at most 1.2 MP, but has 1.5 MP'",
        "1200,1001,'must have at most 1.2 MP, but has 1201200 px'",
        "100,99,'must have at least 10000 px, but has 9900 px'"
    })
    void pixels_are_counted(int width, int height, String message) {
        Form form = new Form();
        form.counted = image(width, height);

        assertThat(messages(form, Locale.ENGLISH)).containsExactly(Map.entry("counted", message));
    }

    @ParameterizedTest
    @CsvSource({
        "wide,300,100,'must be no wider than 16:9, but is 3:1'",
        "wide,90,100,'must be no narrower than 1:1, but is 9:10'",
        "square,300,200,'must have the aspect ratio 1:1, but has 3:2'",
        "square,200,300,'must have the aspect ratio 1:1, but has 2:3'"
    })
    void a_ratio_is_said_in_its_lowest_terms(String attribute, int width, int height, String message) {
        Form form = new Form();
        FileRef image = image(width, height);
        form.wide = attribute.equals("wide") ? image : null;
        form.square = attribute.equals("square") ? image : null;

        assertThat(messages(form, Locale.ENGLISH)).containsExactly(Map.entry(attribute, message));
    }

    @Test
    void a_ratio_may_be_missed_by_a_hundredth() {
        Form form = new Form();
        form.square = image(100, 101);

        assertThat(messages(form, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void an_image_is_judged_as_a_person_sees_it() {
        Form form = new Form();
        form.sized = FileRef.of("a.jpg", TestImages.photo(100, 150, 6));

        assertThat(messages(form, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void what_is_no_image_is_not_valid_and_the_message_says_why() {
        Form form = new Form();
        form.sized = FileRef.of("a.png", "<svg xmlns='http://www.w3.org/2000/svg'/>");

        assertThat(messages(form, Locale.ENGLISH))
                .containsExactly(Map.entry(
                        "sized", "must be an image, but is SVG: only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported"));
    }

    @Test
    void a_stream_that_can_be_read_once_can_still_be_stored_afterwards() throws IOException {
        byte[] bytes = TestImages.encoded("png", 150, 100);
        Form form = new Form();
        form.sized = FileRef.of("a.png", new ByteArrayInputStream(bytes));

        assertThat(messages(form, Locale.ENGLISH)).isEmpty();

        try (InputStream in = NewFile.of(form.sized).orElseThrow().content().open()) {
            assertThat(in).hasBinaryContent(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "png,150,100,''",
        "png,201,100,'must be at most 200 pixels wide, but is 201'",
        "jpg,201,100,'must be at most 200 pixels wide, but is 201'",
        "gif,201,100,'must be at most 200 pixels wide, but is 201'",
        "bmp,201,100,'must be at most 200 pixels wide, but is 201'"
    })
    void of_a_stream_without_end_one_buffer_is_read_and_its_header_judged(
            String format, int width, int height, String message) {
        EndlessStream stream = new EndlessStream(TestImages.encoded(format, width, height));
        Form form = new Form();
        form.sized = FileRef.of("a." + format, stream);

        assertThat(messages(form, Locale.ENGLISH).getOrDefault("sized", "")).isEqualTo(message);
        assertThat(stream.count()).isEqualTo(EndlessStream.BUFFER);
    }

    @Test
    void a_turned_photograph_is_judged_by_its_first_bytes() {
        Form form = new Form();
        form.sized = FileRef.of("a.jpg", new EndlessStream(TestImages.photo(100, 150, 6)));

        assertThat(messages(form, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void what_is_no_image_is_told_of_a_stream_without_end() {
        EndlessStream stream = new EndlessStream("%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        Form form = new Form();
        form.counted = FileRef.of("a.png", stream);

        assertThat(messages(form, Locale.ENGLISH))
                .containsExactly(Map.entry(
                        "counted", "must be an image, but is PDF: only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported"));
        assertThat(stream.count()).isEqualTo(EndlessStream.BUFFER);
    }

    @Test
    void messages_are_there_in_Korean() {
        Form form = new Form();
        form.sized = image(201, 100);
        form.counted = image(1500, 1000);
        form.wide = image(300, 100);
        form.square = FileRef.of("a.png", "text");

        assertThat(messages(form, Locale.KOREAN))
                .containsEntry("sized", "이미지 너비는 200픽셀 이하여야 합니다 (현재 201픽셀)")
                .containsEntry("counted", "이미지 화소 수는 1.2 MP 이하여야 합니다 (현재 1.5 MP)")
                .containsEntry("wide", "가로세로 비율은 16:9 이하여야 합니다 (현재 3:1)")
                .containsEntry("square", "PNG, JPEG, GIF, WebP, BMP 또는 TIFF 형식의 이미지 파일이어야 합니다");
    }

    @Test
    void what_is_wrong_with_an_image_is_said_in_Korean_without_the_English_of_its_decoder() {
        Form form = new Form();
        form.square = FileRef.of("a.png", Arrays.copyOf(TestImages.encoded("png", 40, 40), 50));

        assertThat(messages(form, Locale.KOREAN)).containsEntry("square", "손상되었거나 중간에 잘린 이미지 파일은 사용할 수 없습니다");
        assertThat(messages(form, Locale.ENGLISH).get("square"))
                .startsWith("must be an image, but is damaged or cut off: ");
    }

    static Stream<Arguments> faults() {
        byte[] jpeg = TestImages.encoded("jpg", 40, 40);
        return Stream.of(
                Arguments.of(
                        TestImages.animation(1_001),
                        "has 1001 frames; at most 1000 are allowed",
                        "이미지의 프레임은 1000개 이하여야 합니다 (현재 1001개)"),
                Arguments.of(
                        TestImages.joined(jpeg, "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII)),
                        "is an image and something else, too: it contains '%pdf-1'",
                        "이미지가 아닌 내용이 함께 들어 있는 파일은 사용할 수 없습니다"),
                Arguments.of(
                        TestImages.withSegments(jpeg, 0xE5, new byte[60_000], 300),
                        "has more than 16 MB of metadata before its pixels",
                        "이미지에 들어 있는 메타데이터는 16 MB 이하여야 합니다 (초과됨)"),
                Arguments.of(
                        TestImages.withSegments(jpeg, 0xE5, new byte[0], 5_000),
                        "has more segments before its pixels than any picture",
                        "이미지 파일의 내부 구성 요소는 4096개 이하여야 합니다 (초과됨)"),
                Arguments.of(
                        TestImages.withSegments(jpeg, 0xC3, new byte[20], 1),
                        "is stored as JPEG without loss (SOF3), as no browser shows",
                        "지원하지 않는 방식으로 저장된 이미지 파일은 사용할 수 없습니다"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void limits_and_what_there_is_are_said_in_both_languages(byte[] image, String english, String korean)
            throws IOException {
        Form form = new Form();
        form.square = FileRef.of(Files.write(folder.resolve("a"), image));

        assertThat(messages(form, Locale.ENGLISH)).containsEntry("square", "must be an image, but " + english);
        assertThat(messages(form, Locale.KOREAN)).containsEntry("square", korean);
    }

    @Test
    void documents_are_valid_beside_images_where_that_is_said_and_damaged_images_are_not() {
        Letter letter = new Letter();
        letter.scan = FileRef.of("a.txt", "text");
        assertThat(FACTORY.getValidator().validate(letter)).isEmpty();

        letter.scan = image(15, 20);
        assertThat(FACTORY.getValidator().validate(letter)).hasSize(1);
        letter.scan = FileRef.of("a.png", Arrays.copyOf(TestImages.encoded("png", 40, 40), 50));
        assertThat(FACTORY.getValidator().validate(letter)).hasSize(3);
    }

    @Test
    void a_ratio_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> FACTORY.getValidator().validate(new Misspelt()))
                .isInstanceOf(ConstraintDeclarationException.class)
                .hasMessageContaining("@AspectRatio: '16/9' is no ratio: write one such as '16:9'");
    }

    @Test
    void a_ratio_that_no_image_has_is_named() {
        assertThatThrownBy(() -> FACTORY.getValidator().validate(new Crossed()))
                .isInstanceOf(ConstraintDeclarationException.class)
                .hasMessageContaining("@AspectRatio: the narrowest is wider than the widest");
        assertThatThrownBy(() -> FACTORY.getValidator().validate(new Intolerant()))
                .isInstanceOf(ConstraintDeclarationException.class)
                .hasMessageContaining("@AspectRatio: the tolerance is -0.5");
    }

    private static FileRef image(int width, int height) {
        return FileRef.of("a.png", TestImages.encoded("png", width, height));
    }

    private static Map<String, String> messages(Form form, Locale locale) {
        return FACTORY
                .usingContext()
                .messageInterpolator(ConstraintsTest.speaking(FACTORY, locale))
                .getValidator()
                .validate(form)
                .stream()
                .collect(Collectors.toMap(
                        violation -> violation.getPropertyPath().toString(), ConstraintViolation::getMessage));
    }

    static final class Form {
        @ImageDimensions(minWidth = 100, maxWidth = 200, minHeight = 80, maxHeight = 120)
        @Nullable
        FileRef sized;

        @ImagePixels(min = 10_000, max = 1_200_000)
        @Nullable
        FileRef counted;

        @AspectRatio(min = "1:1", max = "16:9")
        @Nullable
        FileRef wide;

        @AspectRatio(min = "1:1", max = "1:1")
        @Nullable
        FileRef square;
    }

    static final class Letter {
        @ImageDimensions(minWidth = 16, allowOthers = true)
        @ImagePixels(min = 1, allowOthers = true)
        @AspectRatio(min = "1:9", allowOthers = true)
        @Nullable
        FileRef scan;
    }

    static final class Crossed {
        @AspectRatio(min = "16:9", max = "1:1")
        @Nullable
        FileRef file;
    }

    static final class Intolerant {
        @AspectRatio(min = "1:1", tolerance = -0.5)
        @Nullable
        FileRef file;
    }

    static final class Misspelt {
        @AspectRatio(min = "16/9")
        @Nullable
        FileRef file;
    }
}
