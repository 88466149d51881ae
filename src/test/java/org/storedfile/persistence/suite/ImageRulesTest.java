package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.validation.AspectRatio;
import org.storedfile.validation.EndlessStream;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.ImageDimensions;
import org.storedfile.validation.ImagePixels;

/** Constraints on images, broken in a flush. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImageRulesTest {
    private static Locale language = Locale.ENGLISH;

    private static final ValidatorFactory FACTORY = speaking();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Banner.class)
            .with("jakarta.persistence.validation.mode", "callback")
            .with("jakarta.persistence.validation.factory", FACTORY);

    @BeforeEach
    void speakEnglish() {
        language = Locale.ENGLISH;
    }

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @ParameterizedTest(name = "{0} {1} x {2}")
    @CsvSource({
        "sized,201,100,'must be at most 200 pixels wide, but is 201','이미지 너비는 200픽셀 이하여야 합니다 (현재 201픽셀)'",
        "sized,99,100,'must be at least 100 pixels wide, but is 99','이미지 너비는 100픽셀 이상이어야 합니다 (현재 99픽셀)'",
        "sized,150,121,'must be at most 120 pixels high, but is 121','이미지 높이는 120픽셀 이하여야 합니다 (현재 121픽셀)'",
        "sized,150,79,'must be at least 80 pixels high, but is 79','이미지 높이는 80픽셀 이상이어야 합니다 (현재 79픽셀)'",
        "counted,1500,1000,'must have at most 1.2 MP, but has 1.5 MP','이미지 화소 수는 1.2 MP 이하여야 합니다 (현재 1.5 MP)'",
        "counted,99,100,'must have at least 10000 px, but has 9900 px','이미지 화소 수는 10000 px 이상이어야 합니다 (현재 9900 px)'",
        "wide,300,100,'must be no wider than 16:9, but is 3:1','가로세로 비율은 16:9 이하여야 합니다 (현재 3:1)'",
        "wide,90,100,'must be no narrower than 1:1, but is 9:10','가로세로 비율은 1:1 이상이어야 합니다 (현재 9:10)'"
    })
    void names_entity_attribute_limit_and_actual_value_and_nothing_is_stored(
            String attribute, int width, int height, String english, String korean) {
        for (Locale asked : new Locale[] {Locale.ENGLISH, Locale.KOREA}) {
            language = asked;
            Banner banner = new Banner();
            FileRef image = image(width, height);
            banner.set(attribute, image);

            ConstraintViolationException refusal = refusal(em -> em.persist(banner));

            assertThat(refusal.getConstraintViolations()).singleElement().satisfies(violation -> {
                assertThat(violation.getRootBeanClass()).isEqualTo(Banner.class);
                assertThat(violation.getRootBean()).isSameAs(banner);
                assertThat(violation.getPropertyPath()).hasToString(attribute);
                assertThat(violation.getInvalidValue()).isSameAs(image);
                assertThat(violation.getMessage()).isEqualTo(asked.equals(Locale.ENGLISH) ? english : korean);
            });
            assertThat(UNIT.storage().calls()).isEmpty();
        }
    }

    @Test
    void all_that_are_broken_are_told_at_once() {
        Banner banner = new Banner();
        banner.sized = image(300, 300);
        banner.wide = image(300, 100);

        assertThat(refusal(em -> em.persist(banner)).getConstraintViolations())
                .extracting(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .containsExactlyInAnyOrder(
                        "sized must be at most 200 pixels wide, but is 300",
                        "sized must be at most 120 pixels high, but is 300",
                        "wide must be no wider than 16:9, but is 3:1");
    }

    @Test
    void what_is_no_image_is_told_in_the_same_way() {
        Banner banner = new Banner();
        banner.wide = FileRef.of("a.png", "<svg xmlns='http://www.w3.org/2000/svg'/>");

        assertThat(refusal(em -> em.persist(banner)).getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be an image, but is SVG: only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported");
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void after_the_rollback_the_work_can_be_tried_again() throws IOException {
        byte[] bytes = TestImages.encoded("png", 201, 100);
        Banner banner = new Banner();
        banner.sized = FileRef.of("a.png", new ByteArrayInputStream(bytes));
        refusal(em -> em.persist(banner));
        Banner again = new Banner();
        again.sized = image(200, 100);
        again.counted = banner.sized;

        UNIT.save(again);

        assertThat(UNIT.storage().keys()).hasSize(3); // The first has a variant.
        try (InputStream in = again.counted.open()) {
            assertThat(in).hasBinaryContent(bytes);
        }
    }

    @Test
    void an_update_that_is_refused_leaves_the_old_image() {
        Banner banner = new Banner();
        banner.sized = image(150, 100);
        UNIT.save(banner);

        ConstraintViolationException refusal = refusal(em -> em.find(Banner.class, banner.id).sized = image(300, 100));

        assertThat(refusal.getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be at most 200 pixels wide, but is 300");
        assertThat(UNIT.value("select sized from Banner where id = ?", banner.id))
                .contains(banner.sized.key());
        assertThat(UNIT.storage().keys()).hasSize(2).contains(banner.sized.key());
    }

    @Test
    void an_image_is_judged_as_a_person_sees_it() {
        Banner banner = new Banner();
        banner.sized = FileRef.of("a.jpg", TestImages.photo(100, 150, 6));

        UNIT.save(banner);

        assertThat(banner.width).isEqualTo(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smallSized", "smallCounted", "smallWide"})
    void a_stream_is_cut_off_at_the_limit_of_its_size_before_it_is_looked_at(String attribute) {
        EndlessStream stream = new EndlessStream(TestImages.encoded("png", 150, 100));
        Banner banner = new Banner();
        banner.set(attribute, FileRef.of("a.png", stream));

        assertThat(refusal(em -> em.persist(banner)).getConstraintViolations())
                .extracting(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .containsExactly(attribute + " must be at most 195.3 KB, but is larger");
        assertThat(stream.count()).isBetween(Banner.LIMIT, Banner.LIMIT + EndlessStream.BUFFER);
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void what_says_that_it_is_too_large_is_not_read_for_its_pixels() {
        EndlessStream stream = new EndlessStream(TestImages.encoded("png", 150, 100));
        Banner banner = new Banner();
        banner.smallSized = FileRef.of("a.png", stream, Banner.LIMIT + 1);

        assertThat(refusal(em -> em.persist(banner)).getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be at most 195.3 KB, but is 200001 B");
        assertThat(stream.count()).isLessThanOrEqualTo(EndlessStream.BUFFER);
    }

    private static ConstraintViolationException refusal(Consumer<EntityManager> work) {
        Throwable[] thrown = new Throwable[1];
        try (var transaction = UNIT.begin()) {
            thrown[0] = catchThrowable(() -> {
                work.accept(transaction.em());
                transaction.em().flush();
            });
        }
        Throwable found = thrown[0];
        while (found != null && !(found instanceof ConstraintViolationException)) {
            found = found.getCause();
        }
        if (found == null) {
            throw new AssertionError("no violation", thrown[0]);
        }
        return (ConstraintViolationException) found;
    }

    private static FileRef image(int width, int height) {
        return FileRef.of("a.png", TestImages.encoded("png", width, height));
    }

    private static ValidatorFactory speaking() {
        var configuration = Validation.byDefaultProvider().configure();
        MessageInterpolator standard = configuration.getDefaultMessageInterpolator();
        return configuration
                .messageInterpolator(new MessageInterpolator() {
                    @Override
                    public String interpolate(String template, Context context) {
                        return standard.interpolate(template, context, language);
                    }

                    @Override
                    public String interpolate(String template, Context context, Locale other) {
                        return standard.interpolate(template, context, other);
                    }
                })
                .buildValidatorFactory();
    }

    /** Has a rule of each kind. */
    @Entity(name = "Banner")
    public static class Banner {
        static final long LIMIT = 200_000;

        @Id
        @GeneratedValue
        Long id;

        @StoredImage(widthAttribute = "width")
        @Variant(name = "stamp", width = 20)
        @ImageDimensions(minWidth = 100, maxWidth = 200, minHeight = 80, maxHeight = 120)
        FileRef sized;

        Integer width;

        @ImagePixels(min = 10_000, max = 1_200_000)
        FileRef counted;

        @AspectRatio(min = "1:1", max = "16:9")
        FileRef wide;

        @ImageDimensions(maxWidth = 200)
        @FileSize(max = "" + LIMIT)
        FileRef smallSized;

        @FileSize(max = "" + LIMIT)
        @ImagePixels(min = 10_000)
        FileRef smallCounted;

        @AspectRatio(min = "1:1", max = "16:9")
        @FileSize(max = "" + LIMIT)
        FileRef smallWide;

        void set(String attribute, FileRef image) {
            switch (attribute) {
                case "sized" -> sized = image;
                case "counted" -> counted = image;
                case "smallSized" -> smallSized = image;
                case "smallCounted" -> smallCounted = image;
                case "smallWide" -> smallWide = image;
                default -> wide = image;
            }
        }
    }
}
