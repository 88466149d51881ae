package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
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

/** Colours that are not stored as red, green and blue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ColoursTest {
    private static final Color ORANGE = new Color(233, 138, 1);

    private final ImageIoImaging imaging = new ImageIoImaging();

    @ParameterizedTest
    @CsvSource({"160,160", "161,97", "16,16", "400,300"})
    void a_lossy_WebP_is_as_colourful_as_it_was(int width, int height) throws IOException {
        BufferedImage made = variant(TestWebp.red(width, height));

        FormatsTest.isNear(middle(made), new Color(210, 92, 132));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0,0, FFFFFF",
        "255,0,0,0, 00FFFF",
        "0,255,0,0, FF00FF",
        "0,0,255,0, FFFF00",
        "0,0,0,255, 000000",
        "128,0,0,0, 7FFFFF"
    })
    void inks_are_stored_inverted_and_turned_into_light(int cyan, int magenta, int yellow, int black, String light)
            throws IOException {
        byte[] plain = TestInks.jpeg(64, 48, 255 - cyan, 255 - magenta, 255 - yellow, 255 - black);
        byte[] adobe = TestInks.adobe(plain, 0);

        FormatsTest.isNear(middle(variant(plain)), new Color(Integer.parseInt(light, 16)));
        FormatsTest.isNear(middle(variant(adobe)), new Color(Integer.parseInt(light, 16)));
    }

    // It is inverted as well, so that the luminance is that of the inks.
    @ParameterizedTest
    @CsvSource({
        "0,128,128,255, FFFFFF",
        "76,85,255,255, 00FFFF",
        "150,44,21,255, FF00FF",
        "29,255,107,255, FFFF00",
        "0,128,128,0, 000000",
        "0,128,128,128, 808080"
    })
    void luminance_chrominance_and_black_are_turned_into_light(int y, int cb, int cr, int black, String light)
            throws IOException {
        byte[] jpeg = TestInks.adobe(TestInks.jpeg(64, 48, y, cb, cr, black), 2);

        FormatsTest.isNear(middle(variant(jpeg)), new Color(Integer.parseInt(light, 16)));
    }

    @Test
    void inks_are_what_their_profile_says() throws IOException {
        byte[] plain = TestInks.orange(TestInks.jpeg(64, 48, 0, 255, 255, 255));
        byte[] adobe = TestInks.orange(TestInks.adobe(TestInks.jpeg(64, 48, 0, 255, 255, 255), 0));

        FormatsTest.isNear(middle(variant(plain)), ORANGE);
        FormatsTest.isNear(middle(variant(adobe)), ORANGE);
    }

    private static Color middle(BufferedImage image) {
        return new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
    }

    private BufferedImage variant(byte[] bytes) throws IOException {
        VariantSpec small = new VariantSpec("small", 32, 0, Fit.CONTAIN, VariantFormat.JPEG, 95, "", false);
        imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
        BufferedImage made =
                TestImages.decoded(imaging.render(Memory.of(bytes), "a.jpg", ImageLimits.STANDARD, List.of(small))
                        .get(0));
        assertThat(made.getColorModel().getColorSpace().isCS_sRGB()).isTrue();
        return made;
    }
}
