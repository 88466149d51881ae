package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** How often a decoder goes over the pixels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScansTest {
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    private static final byte[] BASELINE = TestImages.encoded("jpg", 300, 200);

    @Test
    void most_photographs_have_one() throws IOException {
        Scans scans = scans(BASELINE);

        assertThat(scans).isEqualTo(new Scans(1, 60_000, 0, false, true, scans.data(), BASELINE.length));
        assertThat(scans.isOne()).isTrue();
    }

    @Test
    void a_progressive_one_has_several() throws IOException {
        byte[] jpeg = TestImages.progressive(TestImages.picture(300, 200, BufferedImage.TYPE_3BYTE_BGR));

        Scans scans = scans(jpeg);

        assertThat(scans).isEqualTo(new Scans(10, 60_000, 180_000, false, true, scans.data(), jpeg.length));
        assertThat(scans.isOne()).isFalse();
    }

    // As the decoder counts those of the frame, and finds no more.
    @Test
    void one_that_lacks_a_colour_is_held_as_those_with_several_are() throws IOException {
        byte[] jpeg = BASELINE.clone();
        jpeg[new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00DA") + 4] = 1;

        assertThat(scans(jpeg).coefficients()).isEqualTo(180_000);
        assertThat(scans(jpeg).isOne()).isFalse();
    }

    @Test
    void those_of_a_preview_in_its_metadata_are_not_its_own() throws IOException {
        byte[] jpeg = TestImages.photo(300, 200, TestImages.encoded("jpg", 30, 20));

        Scans scans = scans(jpeg);

        assertThat(scans).isEqualTo(new Scans(1, 60_000, 0, false, true, scans.data(), jpeg.length));
    }

    @Test
    void what_stands_behind_the_image_is_none_of_it() throws IOException {
        byte[] video = new byte[20_000_000];
        new Random(5).nextBytes(video);
        byte[] jpeg = TestImages.joined(BASELINE, video);

        assertThat(scans(jpeg)).isEqualTo(scans(BASELINE));
        assertThatCode(() -> new ImageIoImaging().inspect(Memory.of(jpeg), ImageLimits.STANDARD))
                .doesNotThrowAnyException();
    }

    @Test
    void an_image_that_is_cut_off_anywhere_is_counted_to_there() throws IOException {
        for (int length = 0; length < BASELINE.length; length++) {
            assertThat(scans(TestImages.part(BASELINE, 0, length)).count()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"300,200,200", "4000,3000,100", "8000,6000,25"})
    void those_of_an_image_that_takes_long_are_refused(int width, int height, int most) {
        byte[] jpeg = withSize(BASELINE, width, height);

        assertThatCode(() -> requireLittleWork(withScans(jpeg, most))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(withScans(jpeg, most + 1))))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("has " + (most + 1) + " scans, which go over " + (most + 1L) * width * height
                        + " pixels; at most 200 scans and 1200000000 pixels are allowed");
    }

    @Test
    void a_TIFF_of_usual_strips_is_taken() throws IOException {
        byte[] strip = TestImages.encoded("jpg", 3_000, 1_000);
        byte[] tiff = tiff(JPEG, List.of(strip, strip, strip), 3);

        inspect(tiff);

        assertThatCode(() -> new ImageIoImaging().render(Memory.of(tiff), "a.tif", ImageLimits.STANDARD, List.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {OLD_JPEG, JPEG})
    void a_TIFF_whose_strip_takes_long_is_refused(int compression) {
        byte[] strip = withScans(TestImages.encoded("jpg", 3_000, 1_000), 201);

        assertThatThrownBy(() -> inspect(tiff(compression, List.of(BASELINE, strip), 2)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageMatching("has 201 scans, which go over 603060000 pixels; at most 200 scans and .*");
    }

    @Test
    void the_strips_of_a_TIFF_count_as_often_as_they_are_decoded() {
        byte[] strip = withScans(TestImages.encoded("jpg", 3_000, 1_000), 100);

        assertThatThrownBy(() -> inspect(tiff(JPEG, List.of(strip), 5)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageMatching("has 100 scans, which go over 1500000000 pixels; at most 200 scans and .*");
    }

    @Test
    void a_strip_that_is_larger_than_its_image_is_refused() {
        byte[] strip = withSize(TestImages.encoded("jpg", 3_000, 1_000), 30_000, 30_000);

        assertThatThrownBy(() -> inspect(tiff(JPEG, List.of(strip), 2)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("has a JPEG of 900000000 pixels inside an image of 6000000");
    }

    private static void inspect(byte[] bytes) throws IOException {
        new ImageIoImaging().inspect(Memory.of(bytes), ImageLimits.STANDARD);
    }

    // The size is that of the frame header, whatever is behind it.
    private static byte[] withSize(byte[] jpeg, int width, int height) {
        byte[] sized = jpeg.clone();
        int frame = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00C0");
        ByteBuffer.wrap(sized).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        return sized;
    }

    private static byte[] withScans(byte[] jpeg, int count) {
        byte[] scan = {-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
        ByteBuffer scans = ByteBuffer.allocate((count - 1) * scan.length);
        while (scans.hasRemaining()) {
            scans.put(scan);
        }
        return TestImages.joined(
                TestImages.part(jpeg, 0, jpeg.length - 2), scans.array(), new byte[] {-1, (byte) 0xD9});
    }

    // Of 3000 pixels in a row, and 1000 rows in a strip; the last of the strips is there several times.
    private static byte[] tiff(int compression, List<byte[]> strips, int count) {
        int[][] tags = {
            {256, 4, 1, 3_000},
            {257, 4, 1, 1_000 * count},
            {258, 3, 1, 8},
            {259, 3, 1, compression},
            {262, 3, 1, 6},
            {273, 4, count, 0},
            {277, 3, 1, 3},
            {278, 4, 1, 1_000},
            {279, 4, count, 4 * count},
        };
        int lists = 8 + 2 + tags.length * 12 + 4;
        int at = lists + 8 * count;
        ByteBuffer tiff = ByteBuffer.allocate(at).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            int value = tag[2] > 1 ? lists + tag[3] : tag[3];
            tiff.putShort((short) tag[0])
                    .putShort((short) tag[1])
                    .putInt(tag[2])
                    .putInt(value);
        }
        tiff.putInt(0);
        for (int i = 0; i < count; i++) {
            byte[] strip = strips.get(Math.min(i, strips.size() - 1));
            tiff.putInt(lists + 4 * i, at).putInt(lists + 4 * (count + i), strip.length);
            at += i < strips.size() - 1 ? strip.length : 0;
        }
        return TestImages.joined(tiff.array(), TestImages.joined(strips.toArray(byte[][]::new)));
    }

    private static void requireLittleWork(byte[] jpeg) throws IOException {
        Scans scans = scans(jpeg);
        Scans.requireLittleWork(scans.count(), scans.work());
    }

    private static Scans scans(byte[] bytes) throws IOException {
        return Scans.of(new ChannelInput(Memory.of(bytes)));
    }
}
