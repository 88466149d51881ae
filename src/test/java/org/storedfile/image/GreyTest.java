package org.storedfile.image;

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
        byte[] bytes = TestImages.encoded(grey(bits, hasAlpha), format);
        VariantSpec half = new VariantSpec("v", 32, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);

        BufferedImage made = TestImages.decoded(new ImageIoImaging()
                .render(Memory.of(bytes), "a." + format, ImageLimits.STANDARD, List.of(half))
                .get(0));

        assertThat(Integer.toHexString(made.getRGB(24, 16))).isEqualTo("ff808080");
        if (hasAlpha) {
            assertThat(made.getRGB(8, 16) >>> 24).isZero();
        }
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
