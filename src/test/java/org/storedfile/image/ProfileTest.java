package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Colours that a profile of the file explains: half of linear light is 188 of 255 in sRGB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProfileTest {
    private static final int HALF = 128;
    private static final int LIGHT = 188;
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] LINEAR_GREY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    @ParameterizedTest
    @CsvSource({
        "8, false, false",
        "8, true, false",
        "16, false, false",
        "16, true, false",
        "8, false, true",
        "8, true, true",
        "16, false, true",
        "16, true, true"
    })
    void of_a_PNG_is_applied(int bits, boolean hasAlpha, boolean isGrey) throws IOException {
        byte[] png = TestImages.encoded(half(bits, hasAlpha, isGrey), "png");

        int pixel = pixel(TestImages.png(png, "iCCP", profile(isGrey ? LINEAR_GREY : LINEAR)), "a.png");

        assertThat(pixel & 0xFF).isBetween(LIGHT - 2, LIGHT + 2);
        assertThat(pixel >> 16 & 0xFF).isEqualTo(pixel & 0xFF);
        assertThat(pixel >>> 24).isEqualTo(hasAlpha ? HALF : 255);
    }

    @ParameterizedTest
    @CsvSource({
        "8, false, false",
        "8, true, false",
        "16, false, false",
        "16, true, false",
        "8, false, true",
        "8, true, true",
        "16, false, true",
        "16, true, true"
    })
    void is_made_of_the_gamma_that_a_PNG_says(int bits, boolean hasAlpha, boolean isGrey) throws IOException {
        byte[] png = TestImages.encoded(half(bits, hasAlpha, isGrey), "png");

        int pixel = pixel(withGamma(png, 100_000), "a.png");

        assertThat(pixel & 0xFF).isBetween(LIGHT - 2, LIGHT + 2);
        assertThat(pixel >> 16 & 0xFF).isEqualTo(pixel & 0xFF);
        assertThat(pixel >>> 24).isEqualTo(hasAlpha ? HALF : 255);
    }

    @ParameterizedTest
    @ValueSource(ints = {45_455, 44_000, 0, 1, -1, 9_999, 1_000_001})
    void is_not_made_of_a_gamma_that_is_usual_or_none(int gamma) throws IOException {
        byte[] png = TestImages.encoded(half(8, false, false), "png");

        assertThat(pixel(withGamma(png, gamma), "a.png") & 0xFF).isEqualTo(HALF);
    }

    @Test
    void goes_before_the_gamma_of_a_PNG_and_so_does_that_it_says_sRGB() throws IOException {
        byte[] png = withGamma(TestImages.encoded(half(8, false, false), "png"), 100_000);
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

        assertThat(pixel(TestImages.png(png, "sRGB", new byte[1]), "a.png") & 0xFF)
                .isEqualTo(HALF);
        assertThat(pixel(TestImages.png(png, "iCCP", profile(srgb)), "a.png") & 0xFF)
                .isEqualTo(HALF);
    }

    private static byte[] withGamma(byte[] png, int gamma) {
        return TestImages.png(png, "gAMA", ByteBuffer.allocate(4).putInt(gamma).array());
    }

    @Test
    void of_a_PNG_with_a_palette_is_applied() throws IOException {
        byte[] grey = {(byte) HALF, 0};
        IndexColorModel palette = new IndexColorModel(1, 2, grey, grey, grey);
        byte[] png = TestImages.encoded(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_BINARY, palette), "png");

        int pixel = pixel(TestImages.png(png, "iCCP", profile(LINEAR)), "a.png");

        assertThat(pixel & 0xFF).isBetween(LIGHT - 2, LIGHT + 2);
    }

    @Test
    void of_a_WebP_is_applied() throws IOException {
        byte[] webp = TestImages.webp(64, 64, 0x808080);

        assertThat(pixel(webp, "a.webp") & 0xFF).isEqualTo(HALF);
        assertThat(pixel(TestWebp.withProfile(webp, 64, 64, LINEAR), "a.webp") & 0xFF)
                .isBetween(LIGHT - 2, LIGHT + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void of_a_TIFF_is_applied(int bits) throws IOException {
        byte[] tiff = TestRows.tiff(64, 64, bits, HALF, LINEAR);

        assertThat(pixel(tiff, "a.tif") & 0xFF).isBetween(LIGHT - 2, LIGHT + 2);
    }

    @Test
    void that_is_damaged_or_of_other_colours_is_left_out() throws IOException {
        byte[] colours = TestImages.encoded(half(8, false, false), "png");
        byte[] bomb = profile(new byte[100_000_000]);

        for (byte[] chunk : List.of(
                profile(LINEAR_GREY),
                profile(TestImages.part(LINEAR, 0, 200)),
                TestImages.part(profile(LINEAR), 0, 100),
                "name".getBytes(ISO_8859_1),
                "name\0".getBytes(ISO_8859_1),
                new byte[0],
                bomb)) {
            assertThat(pixel(TestImages.png(colours, "iCCP", chunk), "a.png") & 0xFF)
                    .isEqualTo(HALF);
        }
    }

    private static int pixel(byte[] bytes, String name) throws IOException {
        VariantSpec small = new VariantSpec("small", 32, 0, Fit.CONTAIN, VariantFormat.PNG, 95, "", false);
        ImageIoImaging imaging = new ImageIoImaging();
        imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
        byte[] made = imaging.render(Memory.of(bytes), name, ImageLimits.STANDARD, List.of(small))
                .get(0);
        return TestImages.decoded(made).getRGB(16, 16);
    }

    private static byte[] profile(byte[] profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("a name\0\0".getBytes(ISO_8859_1));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(profile);
        }
        return out.toByteArray();
    }

    private static BufferedImage half(int bits, boolean hasAlpha, boolean isGrey) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(isGrey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                hasAlpha,
                false,
                hasAlpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(64, 64), false, null);
        for (int band = 0; band < model.getNumComponents(); band++) {
            for (int i = 0; i < 64 * 64; i++) {
                image.getRaster().setSample(i % 64, i / 64, band, bits == 8 ? HALF : HALF * 257);
            }
        }
        return image;
    }
}
