package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Images that say how they have to be turned. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrientationTest {
    private static final BufferedImage PICTURE = TestImages.picture(120, 80, BufferedImage.TYPE_INT_ARGB);
    private static final BufferedImage OPAQUE = TestImages.picture(120, 80, BufferedImage.TYPE_3BYTE_BGR);
    private static final byte[] PNG = TestImages.encoded(OPAQUE, "png");

    private final ImageIoImaging imaging = new ImageIoImaging();

    static Stream<Arguments> turned() {
        Map<String, IntFunction<byte[]>> formats = new TreeMap<>(Map.of(
                "JPEG", orientation -> TestImages.photo(120, 80, orientation),
                "TIFF", orientation -> TestImages.tiff(OPAQUE, orientation),
                "PNG", orientation -> TestImages.png(PNG, "eXIf", TestImages.exif(orientation)),
                "WebP", orientation -> TestWebp.turned(PICTURE, TestImages.exif(orientation))));
        return formats.entrySet().stream()
                .flatMap(format -> IntStream.rangeClosed(1, 8)
                        .mapToObj(orientation -> Arguments.of(
                                format.getKey(), orientation, format.getValue().apply(orientation))));
    }

    @Test
    void a_TIFF_may_say_it_in_one_byte() throws IOException {
        byte[] tiff = TestImages.tiff(OPAQUE, 8);
        ByteBuffer bytes = ByteBuffer.wrap(tiff).order(TestImages.order(tiff));
        int at = bytes.getInt(4) + 2;
        while (bytes.getShort(at) != 0x0112) {
            at += 12;
        }
        bytes.putShort(at + 2, (short) 1).put(at + 8, (byte) 8);

        assertThat(imaging.inspect(Memory.of(tiff), ImageLimits.STANDARD).width())
                .isEqualTo(80);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("turned")
    void width_height_and_variants_are_as_a_person_sees_them(String format, int orientation, byte[] bytes)
            throws IOException {
        ImageInfo info = imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
        BufferedImage made = small(bytes);

        boolean isSideways = orientation >= 5;
        assertThat(List.of(info.width(), info.height())).containsExactly(isSideways ? 80 : 120, isSideways ? 120 : 80);
        assertThat(List.of(made.getWidth(), made.getHeight()))
                .containsExactly(isSideways ? 40 : 60, isSideways ? 60 : 40);
        // The green stripe is at the stored top: EXIF says where the stored first row and column are seen.
        int[] stripe = switch (orientation) {
            case 1, 2 -> new int[] {30, 4};
            case 3, 4 -> new int[] {30, 36};
            case 5, 8 -> new int[] {4, 30};
            default -> new int[] {36, 30};
        };
        FormatsTest.isNear(new Color(made.getRGB(stripe[0], stripe[1])), Color.GREEN);
        int[] red = switch (orientation) {
            case 1, 4 -> new int[] {15, 20};
            case 2, 3 -> new int[] {45, 20};
            case 5, 6 -> new int[] {20, 15};
            default -> new int[] {20, 45};
        };
        FormatsTest.isNear(new Color(made.getRGB(red[0], red[1])), Color.RED);
    }

    @Test
    void EXIF_that_begins_as_in_a_JPEG_is_understood_in_other_formats_too() throws IOException {
        byte[] exif = TestImages.joined(new byte[] {'E', 'x', 'i', 'f', 0, 0}, TestImages.exif(6));

        assertThat(imaging.inspect(Memory.of(TestWebp.turned(PICTURE, exif)), ImageLimits.STANDARD)
                        .width())
                .isEqualTo(80);
        assertThat(imaging.inspect(Memory.of(TestImages.png(PNG, "eXIf", exif)), ImageLimits.STANDARD)
                        .width())
                .isEqualTo(80);
    }

    @Test
    void EXIF_that_makes_no_sense_is_passed_over() throws IOException {
        for (byte[] exif :
                List.of(new byte[0], new byte[6], TestImages.exif(9), TestImages.part(TestImages.exif(6), 0, 20))) {
            assertThat(imaging.inspect(Memory.of(TestImages.png(PNG, "eXIf", exif)), ImageLimits.STANDARD)
                            .width())
                    .isEqualTo(120);
        }
    }

    private BufferedImage small(byte[] bytes) throws IOException {
        VariantSpec spec = new VariantSpec("small", 60, 60, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);
        return TestImages.decoded(imaging.render(Memory.of(bytes), "a", ImageLimits.STANDARD, List.of(spec))
                .get(0));
    }
}
