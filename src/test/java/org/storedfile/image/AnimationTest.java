package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.Fit;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Animations: the original moves on, a variant is the first frame as it is shown. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnimationTest {
    private static final TestWebp.Frame RED = new TestWebp.Frame(plain(Color.RED, 40, 20), 20, 40);
    private static final TestWebp.Frame BLUE = new TestWebp.Frame(plain(Color.BLUE, 100, 80), 0, 0);

    private final ImageIoImaging imaging = new ImageIoImaging();

    static Stream<Arguments> animations() {
        return Stream.of(
                Arguments.of("GIF", TestAnimation.gif(100, 80, RED, BLUE)),
                Arguments.of("WebP", TestWebp.animation(100, 80, RED, BLUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("animations")
    void width_and_height_are_those_of_the_whole_and_not_of_the_first_frame(String format, byte[] bytes)
            throws IOException {
        ImageInfo info = imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);

        assertThat(List.of(info.width(), info.height())).containsExactly(100, 80);
    }

    @Test
    void a_WebP_of_ImageMagick_has_its_last_frame_behind_it_once_more() throws IOException {
        byte[] animation = TestWebp.animation(100, 80, RED, BLUE);
        byte[] frame = TestImages.webp(100, 80, 0x0000FF);

        ImageInfo info = imaging.inspect(Memory.of(TestImages.joined(animation, frame)), ImageLimits.STANDARD);

        assertThat(List.of(info.width(), info.height())).containsExactly(100, 80);
        assertThat(rendered(TestImages.joined(animation, frame), 50, VariantFormat.PNG)
                        .getWidth())
                .isEqualTo(50);
        byte[] script = "RIFF\u0012\0\0\0WEBP#!/bin/sh\nrm -r".getBytes(ISO_8859_1);
        for (byte[] other : List.of(TestImages.joined(frame, new byte[] {0, 1}), script)) {
            assertThatThrownBy(
                            () -> imaging.inspect(Memory.of(TestImages.joined(animation, other)), ImageLimits.STANDARD))
                    .hasMessageContaining("bytes appended to the image");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("animations")
    void a_variant_is_the_first_frame_where_it_is_shown(String format, byte[] bytes) throws IOException {
        for (int width : new int[] {100, 50, 10}) {
            BufferedImage made = rendered(bytes, width, VariantFormat.PNG);

            assertThat(List.of(made.getWidth(), made.getHeight())).containsExactly(width, width * 4 / 5);
            FormatsTest.isNear(new Color(made.getRGB(width * 2 / 5, width / 2)), Color.RED);
            assertThat(made.getRGB(0, 0) >>> 24).as("transparent").isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("animations")
    void as_a_JPEG_it_has_a_background(String format, byte[] bytes) throws IOException {
        BufferedImage made = rendered(bytes, 100, VariantFormat.JPEG);

        FormatsTest.isNear(new Color(made.getRGB(90, 10)), Color.WHITE);
        FormatsTest.isNear(new Color(made.getRGB(40, 50)), Color.RED);
    }

    @Test
    void a_GIF_whose_frame_is_larger_than_its_screen_is_as_large_as_its_frame() throws IOException {
        ImageInfo info = imaging.inspect(Memory.of(TestAnimation.gif(10, 10, RED)), ImageLimits.STANDARD);

        assertThat(List.of(info.width(), info.height())).containsExactly(60, 60);
    }

    @Test
    void frames_are_counted_in_WebP_and_PNG_too() {
        byte[] webp = TestWebp.animation(100, 80, RED, BLUE, RED);
        byte[] control = ByteBuffer.allocate(8).putInt(3).array();
        byte[] png = TestImages.png(TestImages.encoded("png", 30, 20), "acTL", control);

        for (byte[] bytes : List.of(webp, png)) {
            assertThatThrownBy(() -> imaging.inspect(Memory.of(bytes), new ImageLimits(100_000, 1_000, 2)))
                    .isInstanceOf(ImageRefusedException.class)
                    .hasMessage("has 3 frames; at most 2 are allowed");
        }
    }

    @Test
    void a_screen_that_is_too_large_is_refused_however_small_its_frame() {
        byte[] webp = TestWebp.animation(16_000, 16_000, RED);
        byte[] gif = TestAnimation.gif(16_000, 16_000, RED);

        for (byte[] bytes : List.of(webp, gif)) {
            assertThatThrownBy(() -> imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD))
                    .hasMessage("has 256 MP (16000 x 16000); at most 50 MP are allowed");
        }
    }

    private BufferedImage rendered(byte[] bytes, int width, VariantFormat format) throws IOException {
        VariantSpec spec = new VariantSpec("small", width, 0, Fit.CONTAIN, format, 80, "", false);
        return TestImages.decoded(imaging.render(Memory.of(bytes), "a", ImageLimits.STANDARD, List.of(spec))
                .get(0));
    }

    private static BufferedImage plain(Color color, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }
}
