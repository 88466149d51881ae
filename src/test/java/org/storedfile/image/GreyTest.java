package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Pictures without colours, whose grey Java 2D may take for linear. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GreyTest {
    @ParameterizedTest
    @CsvSource({
        "8, false, png",
        "8, true, png",
        "16, false, png",
        "16, true, png",
        "8, false, tif",
        "8, true, tif",
        "8, false, jpg"
    })
    void stays_as_bright_as_it_is(int bits, boolean hasAlpha, String format) throws IOException {
        BufferedImage made = variant(TestImages.encoded(grey(bits, hasAlpha), format), format);

        assertThat(Integer.toHexString(made.getRGB(24, 16))).isEqualTo("ff808080");
        if (hasAlpha) {
            assertThat(made.getRGB(8, 16) >>> 24).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, false",
        "8, true",
        "12, false",
        "16, false",
        "16, true",
        "24, false",
        "32, false",
        "-32, false",
        "-32, true",
        "-64, false"
    })
    void of_a_TIFF_stays_as_bright_as_it_is(int bits, boolean isWhiteZero) throws IOException {
        BufferedImage made = variant(TestGrey.tiff(bits, isWhiteZero, new byte[0]), "tif");

        assertThat(Integer.toHexString(made.getRGB(24, 16))).isEqualTo("ff808080");
    }

    @ParameterizedTest
    @CsvSource({
        "8, false",
        "8, true",
        "12, false",
        "16, false",
        "16, true",
        "24, false",
        "32, false",
        "-32, false",
        "-32, true",
        "-64, false"
    })
    void of_a_TIFF_is_as_bright_as_its_profile_says(int bits, boolean isWhiteZero) throws IOException {
        BufferedImage made = variant(TestGrey.tiff(bits, isWhiteZero, TestGrey.profile()), "tif");

        assertThat(made.getRGB(24, 16) & 0xFF).isBetween(146, 148);
    }

    @Test
    void of_a_JPEG_is_as_bright_as_its_profile_says() throws IOException {
        byte[] jpeg = TestImages.encoded(grey(8, false), "jpg");
        byte[] profile = TestImages.joined("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1), TestGrey.profile());

        BufferedImage made = variant(TestImages.withSegment(jpeg, 0xE2, profile), "jpg");

        assertThat(made.getRGB(24, 16) & 0xFF).isBetween(146, 148);
    }

    private static BufferedImage variant(byte[] bytes, String format) throws IOException {
        VariantSpec half = new VariantSpec("v", 32, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);
        return TestImages.decoded(new ImageIoImaging()
                .render(Memory.of(bytes), "a." + format, ImageLimits.STANDARD, List.of(half))
                .get(0));
    }

    // Half as bright as white, and on the left transparent, if it can be.
    private static BufferedImage grey(int bits, boolean hasAlpha) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                hasAlpha,
                false,
                hasAlpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(64, 64);
        for (int i = 0; i < 64 * 64; i++) {
            raster.setSample(i % 64, i / 64, 0, bits == 8 ? 0x80 : 0x8080);
            if (hasAlpha && i % 64 >= 32) {
                raster.setSample(i % 64, i / 64, 1, (1 << bits) - 1);
            }
        }
        return new BufferedImage(model, raster, false, null);
    }
}
