package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** Files that end before their image does, at whatever byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CutOffTest {
    private static final BufferedImage PICTURE = TestImages.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    private static final int END = 2;
    private static final TestWebp.Frame RED = new TestWebp.Frame(plain(Color.RED, 40, 20), 20, 40);
    private static final TestWebp.Frame BLUE = new TestWebp.Frame(plain(Color.BLUE, 100, 80), 0, 0);

    private final ImageIoImaging imaging = new ImageIoImaging();

    @Test
    void a_JPEG_of_several_scans_is_refused_wherever_it_is_cut() {
        byte[] jpeg = TestImages.progressive(PICTURE);

        assertThat(taken(jpeg)).containsExactly(jpeg.length);
    }

    @Test
    void a_JPEG_of_one_scan_may_lack_its_last_mark_and_nothing_else() {
        byte[] jpeg = TestImages.encoded(PICTURE, "jpg");

        assertThat(taken(jpeg)).containsExactly(jpeg.length - END, jpeg.length - END + 1, jpeg.length);
    }

    @Test
    void a_JPEG_whose_scan_has_no_pixels_is_refused_before_decoding() {
        byte[] jpeg = TestImages.encoded(PICTURE, "jpg");
        int scan = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00DA");
        byte[] empty = TestImages.joined(Arrays.copyOf(jpeg, scan + 14), TestImages.part(jpeg, jpeg.length - END, END));

        assertThatThrownBy(() -> imaging.inspect(Memory.of(empty), ImageLimits.STANDARD))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is cut off: its last scan, or the mark of its end, is not there");
    }

    @Test
    void a_GIF_of_several_pictures_is_refused_wherever_it_is_cut() {
        byte[] gif = TestImages.animation(3);
        byte[] forEver = "!\u00FF\u000BNETSCAPE2.0\3\1\0\0\0".getBytes(ISO_8859_1);
        byte[] moving = TestImages.joined(Arrays.copyOf(gif, 19), forEver, TestImages.part(gif, 19, gif.length - 19));

        assertThat(taken(moving)).containsExactly(moving.length);
    }

    @Test
    void a_GIF_whose_later_picture_has_no_pixels_is_refused() {
        byte[] gif = TestImages.animation(3);
        int second = 19 + 15;
        byte[] empty = TestImages.joined(
                Arrays.copyOf(gif, second + 11), TestImages.part(gif, second + 14, gif.length - second - 14));

        assertRefused(empty, "it has a frame without pixels");
    }

    @Test
    void a_WebP_of_several_pictures_is_refused_wherever_it_is_cut_whatever_length_it_says() {
        byte[] webp = TestWebp.animation(100, 80, RED, BLUE, RED);

        // The last frame's chunk begins so many bytes before the end, and what ends before it is an animation of two.
        int last = TestWebp.frame(RED).length;
        for (int length = webp.length - last + 8; length < webp.length; length++) {
            byte[] cut = Arrays.copyOf(webp, length);
            assertThat(isTaken(cut)).isFalse();
            ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length - 8);
            assertThat(isTaken(cut)).as("cut at %d", length).isFalse();
        }
    }

    @Test
    void a_WebP_whose_later_picture_is_none_is_refused() {
        byte[] webp = TestWebp.animation(100, 80, RED, BLUE);
        int second = new String(webp, ISO_8859_1).lastIndexOf("VP8L");

        assertRefused(replaced(webp, second, 'J'), "it has a frame without a picture");
        assertRefused(replaced(webp, second + 8, 0), "it has a lossless picture that does not begin as one");
    }

    @Test
    void a_PNG_of_several_pictures_is_refused_if_one_is_missing_or_damaged() {
        byte[] first = TestImages.encoded(PICTURE, "png");
        byte[] pixels = TestImages.part(first, new String(first, ISO_8859_1).indexOf("IDAT") + 4, 100);

        assertThat(isTaken(animated(first, control(2), frame(0), frame(1), more(2, pixels))))
                .isTrue();
        assertRefused(animated(first, control(3), frame(0), frame(1), more(2, pixels)), "it has 2 whole frames of 3");
        assertRefused(animated(first, control(2), frame(0), frame(1)), "it has 2 whole frames of 2");
        assertRefused(animated(first, control(2), frame(0), frame(2), more(3, pixels)), "not in its place");
        assertRefused(
                animated(first, control(2), frame(0), frame(1, 64, 49), more(2, pixels)),
                "it has a frame of 64 x 49 pixels at 0, 0 in one of 64 x 48");
        byte[] damaged = animated(first, control(2), frame(0), frame(1), more(2, pixels));
        assertRefused(
                replaced(damaged, new String(damaged, ISO_8859_1).indexOf("fdAT") + 60, 77),
                "it has a frame whose checksum is of other bytes");
    }

    @Test
    void a_PNG_that_says_twice_how_large_it_is_or_how_many_pictures_it_has_is_refused() {
        byte[] first = TestImages.encoded(PICTURE, "png");
        byte[] pixels = TestImages.part(first, new String(first, ISO_8859_1).indexOf("IDAT") + 4, 100);
        byte[] header = TestImages.part(first, 8, 25);
        byte[] more = more(2, pixels);

        assertRefused(
                animated(first, TestImages.joined(control(2), control(2)), frame(0), frame(1), more),
                "is damaged: it says twice how many frames it has (acTL)");
        assertRefused(
                animated(first, control(2), frame(0), frame(1), more, control(5_000)),
                "is damaged: it says twice how many frames it has (acTL)");
        assertRefused(
                animated(first, new byte[0], new byte[0], control(5_000)),
                "is damaged: it says behind its pixels how many frames it has (acTL)");
        assertRefused(
                animated(first, control(2), frame(0), frame(1), more, header),
                "is damaged: it has its header (IHDR) not first, or twice");
        assertRefused(animated(first, header, new byte[0]), "is damaged: it has its header (IHDR) not first, or twice");
    }

    @Test
    void a_PNG_without_pixels_is_refused_when_it_is_looked_at() {
        byte[] png = TestImages.encoded(PICTURE, "png");

        assertRefused(
                TestImages.joined(TestImages.part(png, 0, 33), TestImages.part(png, png.length - 12, 12)),
                "is damaged: it has no pixels (IDAT)");
    }

    @Test
    void a_TIFF_of_several_pages_is_refused_wherever_it_is_cut_behind_the_first() throws IOException {
        byte[] page = TestGrey.tiff(8, false, new byte[0]);
        byte[] tiff = TestGrey.pages(page, page);

        assertThat(isTaken(tiff)).isTrue();
        for (int length : new int[] {page.length, page.length + 10, tiff.length - 100, tiff.length - 5}) {
            assertRefused(Arrays.copyOf(tiff, length), "is cut off: ");
        }
        assertRefused(TestGrey.pages(page, TestGrey.tiff(8, false, new byte[0], 1_000_000)), "pixels of page 2");
    }

    private void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] replaced(byte[] bytes, int at, int other) {
        byte[] replaced = bytes.clone();
        replaced[at] = (byte) other;
        return replaced;
    }

    // What is announced and the first frame stand before the pixels, the others behind them.
    private static byte[] animated(byte[] png, byte[] control, byte[] first, byte[]... others) {
        byte[] head = TestImages.part(png, 0, 33);
        byte[] pixels = TestImages.part(png, 33, png.length - 33 - 12);
        byte[] end = TestImages.part(png, png.length - 12, 12);
        return TestImages.joined(head, control, first, pixels, TestImages.joined(others), end);
    }

    private static byte[] control(int frames) {
        return TestImages.chunk("acTL", ByteBuffer.allocate(8).putInt(frames).array());
    }

    private static byte[] frame(int number) {
        return frame(number, 64, 48);
    }

    private static byte[] frame(int number, int width, int height) {
        return TestImages.chunk(
                "fcTL",
                ByteBuffer.allocate(26)
                        .putInt(number)
                        .putInt(width)
                        .putInt(height)
                        .array());
    }

    private static byte[] more(int number, byte[] pixels) {
        return TestImages.chunk(
                "fdAT",
                ByteBuffer.allocate(4 + pixels.length)
                        .putInt(number)
                        .put(pixels)
                        .array());
    }

    /** Returns the lengths at which it is an image. */
    private List<Integer> taken(byte[] bytes) {
        List<Integer> taken = new ArrayList<>();
        for (int length = 1; length <= bytes.length; length++) {
            if (isTaken(Arrays.copyOf(bytes, length))) {
                taken.add(length);
            }
        }
        return taken;
    }

    private boolean isTaken(byte[] bytes) {
        try {
            imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
            imaging.render(Memory.of(bytes), "a", ImageLimits.STANDARD, List.of());
            return true;
        } catch (ImageRefusedException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
