package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.Fit;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** What goes in and what comes out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatsTest {
    private final ImageIoImaging imaging = new ImageIoImaging();

    static Stream<org.junit.jupiter.params.provider.Arguments> formats() {
        return Stream.of("png", "jpg", "gif", "webp", "bmp", "tif")
                .map(format -> org.junit.jupiter.params.provider.Arguments.of(
                        format,
                        format.equals("webp")
                                ? TestImages.webp(120, 80, 0xFF0000)
                                : TestImages.encoded(format, 120, 80)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void each_format_is_told_by_its_bytes_and_its_header(String format, byte[] bytes) throws IOException {
        ImageInfo info = imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);

        assertThat(info.extension()).isEqualTo(format);
        assertThat(List.of(info.width(), info.height())).containsExactly(120, 80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void of_each_format_variants_are_made(String format, byte[] bytes) throws IOException {
        BufferedImage made = render(bytes, "a." + format, "small", 60, 0, Fit.CONTAIN);

        assertThat(List.of(made.getWidth(), made.getHeight())).containsExactly(60, 40);
        assertThat(new Color(made.getRGB(10, 30))).satisfies(color -> isNear(color, Color.RED));
    }

    @ParameterizedTest
    @CsvSource({
        "ftypavif,AVIF",
        "ftypavis,AVIF",
        "ftypheic,HEIC",
        "ftypheix,HEIC",
        "ftyphevc,HEIC",
        "ftypmif1,HEIF",
        "ftypmsf1,HEIF"
    })
    void formats_that_are_not_supported_are_refused_by_name(String brand, String name) {
        byte[] bytes = ("\0\0\0 " + brand + "\0\0\0\0mif1miaf").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is " + name + ": only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported");
    }

    @Test
    void variants_tell_neither_camera_nor_place() throws IOException {
        byte[] photo = TestImages.photo(120, 80, 6);
        assertThat(new String(photo, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("Exif", "GPS 37.5665");

        byte[] made = imaging.render(
                        Memory.of(photo), "a.jpg", ImageLimits.STANDARD, List.of(spec("small", 60, 0, Fit.CONTAIN)))
                .get(0);

        assertThat(new String(made, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "GPS", "37.5665");
    }

    @Test
    void colours_with_a_profile_are_converted_to_sRGB() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        java.awt.image.ComponentColorModel model = new java.awt.image.ComponentColorModel(
                new ICC_ColorSpace(((ICC_ColorSpace) linear).getProfile()), false, false, 1, 0);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(64, 64), false, null);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.getRaster().setPixel(x, y, new int[] {55, 55, 55});
            }
        }
        byte[] jpeg = TestImages.encoded(image, "jpg");
        assertThat(new String(jpeg, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("ICC_PROFILE");
        assertThat(ICC_Profile.getInstance(ColorSpace.CS_sRGB)).isNotNull();

        BufferedImage made = render(jpeg, "a.jpg", "small", 32, 0, Fit.CONTAIN);

        // 55 of 255 in linear light is 128 in sRGB.
        assertThat(new Color(made.getRGB(16, 16)).getGreen()).isBetween(120, 136);
    }

    @Test
    void a_transparent_image_stays_so_as_PNG_and_gets_a_background_as_JPEG() throws IOException {
        byte[] png = TestImages.transparent(100, 50);

        BufferedImage clear = render(png, "a.png", "small", 50, 0, Fit.CONTAIN);
        BufferedImage white =
                rendered(png, new VariantSpec("flat", 50, 0, Fit.CONTAIN, VariantFormat.JPEG, 80, "", false));
        BufferedImage grey =
                rendered(png, new VariantSpec("grey", 50, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "#808080", false));

        assertThat(clear.getRGB(5, 10) >>> 24).isZero();
        assertThat(clear.getRGB(45, 10)).isEqualTo(0xFFFF0000);
        assertThat(new Color(white.getRGB(5, 10))).satisfies(color -> isNear(color, Color.WHITE));
        assertThat(new Color(grey.getRGB(5, 10))).satisfies(color -> isNear(color, Color.GRAY));
        assertThat(grey.getColorModel().hasAlpha()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "400,200, 100,100,CONTAIN, 100,50",
        "200,400, 100,100,CONTAIN, 50,100",
        "400,200, 100,100,COVER, 100,100",
        "400,200, 100,100,FILL, 100,100",
        "50,20, 100,100,CONTAIN, 50,20",
        "50,20, 100,100,COVER, 20,20",
        "50,20, 100,100,FILL, 100,100",
        "400,200, 100,0,CONTAIN, 100,50",
        "400,200, 0,100,CONTAIN, 200,100",
        "1000,1, 100,0,CONTAIN, 100,1",
    })
    void the_size_follows_from_that_of_the_original(
            int width, int height, int wantedWidth, int wantedHeight, Fit fit, int madeWidth, int madeHeight)
            throws IOException {
        VariantSpec spec = spec("one", wantedWidth, wantedHeight, fit);

        BufferedImage made = rendered(TestImages.encoded("png", width, height), spec);

        assertThat(List.of(made.getWidth(), made.getHeight())).containsExactly(madeWidth, madeHeight);
        assertThat(spec.size(width, height)).isEqualTo(new org.storedfile.PixelSize(madeWidth, madeHeight));
    }

    @Test
    void the_quality_decides_how_large_a_JPEG_is() throws IOException {
        byte[] photo = TestImages.photo(400, 300, 1);

        List<byte[]> made = imaging.render(
                Memory.of(photo),
                "a.jpg",
                ImageLimits.STANDARD,
                List.of(
                        new VariantSpec("fine", 200, 0, Fit.CONTAIN, VariantFormat.JPEG, 95, "", false),
                        new VariantSpec("usual", 200, 0, Fit.CONTAIN, VariantFormat.JPEG, 80, "", false),
                        new VariantSpec("coarse", 200, 0, Fit.CONTAIN, VariantFormat.JPEG, 20, "", false)));

        assertThat(made.get(0)).hasSizeGreaterThan(made.get(1).length);
        assertThat(made.get(1)).hasSizeGreaterThan(made.get(2).length);
    }

    @Test
    void several_variants_come_in_the_order_in_which_they_are_asked_for() throws IOException {
        List<byte[]> made = imaging.render(
                Memory.of(TestImages.encoded("jpg", 1000, 500)),
                "a.jpg",
                ImageLimits.STANDARD,
                List.of(spec("a", 100, 0, Fit.CONTAIN), spec("b", 400, 0, Fit.CONTAIN), spec("c", 90, 90, Fit.COVER)));

        assertThat(made).hasSize(3);
        assertThat(TestImages.decoded(made.get(0)).getWidth()).isEqualTo(100);
        assertThat(TestImages.decoded(made.get(1)).getWidth()).isEqualTo(400);
        assertThat(TestImages.decoded(made.get(2)).getWidth()).isEqualTo(90);
    }

    private BufferedImage render(byte[] bytes, String original, String name, int width, int height, Fit fit)
            throws IOException {
        return TestImages.decoded(imaging.render(
                        Memory.of(bytes), original, ImageLimits.STANDARD, List.of(spec(name, width, height, fit)))
                .get(0));
    }

    private BufferedImage rendered(byte[] bytes, VariantSpec spec) throws IOException {
        return TestImages.decoded(imaging.render(Memory.of(bytes), "a.png", ImageLimits.STANDARD, List.of(spec))
                .get(0));
    }

    private static VariantSpec spec(String name, int width, int height, Fit fit) {
        return new VariantSpec(name, width, height, fit, VariantFormat.AUTO, 90, "", false);
    }

    static void isNear(Color actual, Color expected) {
        assertThat(Math.abs(actual.getRed() - expected.getRed())
                        + Math.abs(actual.getGreen() - expected.getGreen())
                        + Math.abs(actual.getBlue() - expected.getBlue()))
                .as("%s, should be near %s", actual, expected)
                .isLessThan(40);
    }
}
