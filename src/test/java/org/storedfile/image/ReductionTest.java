package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Images that become smaller while they are read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReductionTest {
    @ParameterizedTest
    @CsvSource({
        "3BYTE_BGR,100,60,2",
        "3BYTE_BGR,101,67,2",
        "3BYTE_BGR,100,61,3",
        "3BYTE_BGR,2,2,2",
        "BYTE_GRAY,101,67,2",
    })
    void a_pixel_of_a_JPEG_is_the_mean_of_its_square(String type, int width, int height, int square)
            throws IOException {
        byte[] jpeg = TestImages.encoded(noise(type, width, height), "jpg");
        Raster whole = TestImages.decoded(jpeg).getRaster();

        Raster reduced = reduced(jpeg, width, height, square).getRaster();

        assertThat(reduced.getWidth()).isEqualTo((width + square - 1) / square);
        assertThat(reduced.getHeight()).isEqualTo((height + square - 1) / square);
        for (int band = 0; band < whole.getNumBands(); band++) {
            for (int x = 0; x < reduced.getWidth(); x++) {
                for (int y = 0; y < reduced.getHeight(); y++) {
                    assertThat(reduced.getSample(x, y, band))
                            .isEqualTo(mean(whole, x * square, y * square, square, band));
                }
            }
        }
    }

    @Test
    void pixels_that_are_left_out_lie_evenly() throws IOException {
        byte[] jpeg = TestImages.encoded("jpg", 400, 200);

        BufferedImage reduced = reduced(jpeg, 400, 200, 8);

        assertThat(List.of(reduced.getWidth(), reduced.getHeight())).containsExactly(50, 25);
        assertThat(reduced.getRGB(10, 20) >> 16 & 255).isGreaterThan(230);
        assertThat(reduced.getRGB(40, 20) & 255).isGreaterThan(230);
    }

    @ParameterizedTest
    @CsvSource({
        "png,BYTE_BINARY",
        "png,BYTE_GRAY",
        "png,3BYTE_BGR",
        "png,4BYTE_ABGR",
        "png,USHORT_GRAY",
        "png,BYTE_INDEXED",
        "interlaced png,3BYTE_BGR",
        "jpg,BYTE_GRAY",
        "jpg,3BYTE_BGR",
        "progressive jpg,3BYTE_BGR",
        "gif,BYTE_INDEXED",
        "bmp,3BYTE_BGR",
        "tif,3BYTE_BGR"
    })
    void thin_lines_are_seen_in_a_small_variant(String format, String type) throws IOException {
        byte[] file = encoded(grid(type), format);

        BufferedImage small = TestImages.decoded(variant(file, 100));

        assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(100, 80);
        assertThat(mean(small)).isBetween(255 * 0.81 - 4, 255 * 0.81 + 4);
    }

    @Test
    void what_cannot_be_seen_has_no_part_in_a_colour() throws IOException {
        BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_4BYTE_ABGR);
        for (int x = 0; x < 400; x += 2) {
            for (int y = 0; y < 400; y++) {
                image.setRGB(x, y, 0xFFFF0000);
                image.setRGB(x + 1, y, 0x0000FF00);
            }
        }

        BufferedImage small = TestImages.decoded(variant(TestImages.encoded(image, "png"), 40));

        int pixel = small.getRGB(20, 20);
        assertThat(pixel & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(pixel >>> 24).isBetween(126, 129);
    }

    @Test
    void a_JPEG_for_print_is_read_otherwise() throws IOException {
        byte[] jpeg = cmyk(1_000, 600);

        assertThat(TestImages.decoded(variant(jpeg, 100)).getHeight()).isEqualTo(60);
    }

    @Test
    void of_each_JPEG_as_much_memory_is_reserved_as_its_pixels_take() throws IOException {
        BufferedImage picture = TestImages.picture(4_000, 3_000, BufferedImage.TYPE_3BYTE_BGR);

        for (byte[] jpeg : List.of(TestImages.encoded(picture, "jpg"), TestImages.progressive(picture))) {
            try (OpenImage image = OpenImage.open(Format.JPEG, Memory.of(jpeg))) {
                Header header = image.header(ImageLimits.STANDARD);
                Need need = image.needs(header, 0, new Rendering(header, "a.jpg", List.of(spec(1_600))));
                long reserved = need.decoding(need.reduction());

                BufferedImage decoded = image.decode(
                                header.canvas(), need.reading().reduction(need.reduction()))
                        .orElseThrow();

                assertThat(reserved).isBetween(pixels(decoded), 2 * pixels(decoded));
            }
        }
    }

    @Test
    void of_12_megapixels_only_the_reduced_ones_are_in_memory() throws IOException {
        ImageIoImaging imaging = new ImageIoImaging();
        byte[] jpeg = TestImages.encoded("jpg", 4_000, 3_000);
        VariantSpec large = spec(1_600);
        imaging.render(Memory.of(jpeg), "a.jpg", ImageLimits.STANDARD, List.of(large));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        imaging.render(Memory.of(jpeg), "a.jpg", ImageLimits.STANDARD, List.of(large));

        // The whole would be 36 MB; a quarter of it, the variant, and what it is encoded with.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(25_000_000);
    }

    private static VariantSpec spec(int width) {
        return new VariantSpec("a", width, 0, Fit.CONTAIN, VariantFormat.JPEG, 80, "", false);
    }

    private static byte[] variant(byte[] file, int width) throws IOException {
        VariantSpec spec = new VariantSpec("a", width, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);
        return new ImageIoImaging()
                .render(Memory.of(file), "a.png", ImageLimits.STANDARD, List.of(spec))
                .get(0);
    }

    // Black lines of one pixel, ten pixels apart.
    private static BufferedImage grid(String type) {
        BufferedImage image = new BufferedImage(1_000, 800, type(type));
        for (int x = 0; x < 1_000; x++) {
            for (int y = 0; y < 800; y++) {
                image.setRGB(x, y, x % 10 == 0 || y % 10 == 0 ? 0xFF000000 : 0xFFFFFFFF);
            }
        }
        return image;
    }

    private static int type(String name) {
        return switch (name) {
            case "BYTE_BINARY" -> BufferedImage.TYPE_BYTE_BINARY;
            case "BYTE_GRAY" -> BufferedImage.TYPE_BYTE_GRAY;
            case "USHORT_GRAY" -> BufferedImage.TYPE_USHORT_GRAY;
            case "BYTE_INDEXED" -> BufferedImage.TYPE_BYTE_INDEXED;
            case "4BYTE_ABGR" -> BufferedImage.TYPE_4BYTE_ABGR;
            default -> BufferedImage.TYPE_3BYTE_BGR;
        };
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        return switch (format) {
            case "progressive jpg" -> TestImages.progressive(image);
            case "interlaced png" -> TestImages.progressive(image, "png");
            default -> TestImages.encoded(image, format);
        };
    }

    private static double mean(BufferedImage image) {
        long sum = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                sum += image.getRGB(x, y) & 0xFF;
            }
        }
        return (double) sum / image.getWidth() / image.getHeight();
    }

    private static long pixels(BufferedImage image) {
        return image.getRaster().getDataBuffer().getSize();
    }

    private static BufferedImage reduced(byte[] jpeg, int width, int height, int reduction) throws IOException {
        try (OpenImage image = OpenImage.open(Format.JPEG, Memory.of(jpeg))) {
            Canvas canvas = Canvas.of(Format.JPEG, new ChannelInput(Memory.of(jpeg)), width, height);
            return image.decode(canvas, Reading.MEANS.reduction(reduction)).orElseThrow();
        }
    }

    private static int mean(Raster raster, int left, int top, int square, int band) {
        int sum = 0;
        int count = 0;
        for (int x = left; x < Math.min(left + square, raster.getWidth()); x++) {
            for (int y = top; y < Math.min(top + square, raster.getHeight()); y++) {
                sum += raster.getSample(x, y, band);
                count++;
            }
        }
        return (sum + count / 2) / count;
    }

    private static BufferedImage noise(String type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type(type));
        Random random = new Random(7);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] cmyk(int width, int height) throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(0, width, height, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
