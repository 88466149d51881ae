package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** What real images have that others had not: each was refused once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HonestImagesTest {
    // Of 120 x 90 pixels in blue to red with a rectangle and a circle, by libwebp 1.2.4: transformed, in several groups
    // of
    // prefix codes, some with lengths.
    private static final String LOSSLESS =
            "UklGRtACAABXRUJQVlA4TMQCAAAvd0AWAEfkOJIkJ0o0WIR72MoXflrD6TOBcSTJaWRmZgfg/KNwOvqxdsU4AAAjZzsM06CN2M92"
                    + "8082aUP21juIvwhd4heAAAwwRAB79Tz4uvSfRgQQ++YAhIC+uF6IP7kViPZ1WA4RVqi/AseQUXNHe4lQSmx/eyJMAwYEw3kbplGB"
                    + "WczD3n9Up9h8uiaSv9SHZi/R0mxL8wLs7cfci3nJzcFfmZns1Mgg9q/c7vK8pdmVqDEUtG3DNPxpt7sEImIC1IYhbKLBldj6Cd21"
                    + "bVPP96W2bfezFTv2V7fv/yYrWad7/Y/ofzqIbVtVZghEAArQ4uDu7q7JYZ+TIKL/AoIiB+zwyP7J/sr+yH7Lfsl+yn7Ivsu+yc5B"
                    + "gTW3OwPQzO4UQFO7EwBN7I4BNLY7AtDI7hBAQ7sDAA3s9gHUt9sDUM9uF0Bdux0Adey2AdR2WX6NWnVJ9dboVQ5ctgDUcvfs63f9"
                    + "p/3ZBFDT1aOn//Ue5mkDQA1Hb7He3modQHU3Q9GG1msNQDUnXfG6zmwVQFUXAzkNjNsKgCoOPvL68N0ygMr8XW53/FsCUIlv29r4"
                    + "twigIn2T340OFwBUoDsBHTqcB1CeLSlRCR7nAJRjrxFXeJwFUJYdR4zhcQZAGbYZ0YTHaQCl2VpEDR6nAJRilQkeJwGUZEPgcQJA"
                    + "CTYEHscBFGerEVV4HANQjG1ENOBxFEBRdhIxgccRAEXYfcQeHocAFGKLEUV4HARQkJ4GTOlwAEAB+hBwoMN+APn5mW2Gf30A8vFH"
                    + "2xH/vv7/zrTjuy8GVpaVcftsYW6YO7NPJtbY2np9tLGFtt7qg5HTEliezNN7M+fFH4uz/Xln6bL5ViRVvptLYvJW9kb2WvZK9lL2"
                    + "QvZc9kz2VPZE9lj2SPZQ9kB2X3ZPdld2R3Zbdkt2U3ZDdl12TXZVdkV2WXZJdlF2Qdar6gU=";

    private final ImageIoImaging imaging = new ImageIoImaging();

    @Test
    void a_list_of_settings_of_a_printer_is_no_page() {
        byte[] jpeg = TestImages.encoded("jpg", 60, 40);
        String list =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\">";

        assertTaken(TestImages.withSegment(jpeg, 0xED, list.getBytes(ISO_8859_1)));
        assertThatThrownBy(() ->
                        inspect(TestImages.withSegment(jpeg, 0xED, "<!DOCTYPE html><title>x".getBytes(ISO_8859_1))))
                .hasMessageContaining("contains '<!doctype html'");
    }

    @Test
    void a_GIF_of_one_picture_may_lack_its_last_byte() {
        byte[] gif = TestImages.animation(1);

        assertTaken(Arrays.copyOf(gif, gif.length - 1));
    }

    @Test
    void a_TIFF_may_say_that_there_is_no_further_page_in_another_way() {
        byte[] tiff = TestGrey.tiff(8, false, new byte[0]);
        tiff[tiff.length - 1] = -1;
        tiff[tiff.length - 2] = -1;

        assertTaken(tiff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void zeros_may_fill_up_the_end(String format) {
        byte[] image = TestImages.encoded(format, 60, 40);

        assertTaken(Arrays.copyOf(image, image.length + 2_772));
        assertThatThrownBy(() -> inspect(TestImages.joined(image, new byte[2_000], new byte[] {1})))
                .hasMessageContaining("has 2001 bytes appended to the image");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_416, 1_417, 1_418, 1_419, 1_420, 1_421, 1_422, 1_423, 2_549, 2_550})
    void a_TIFF_of_any_width_is_read_at_reduced_size(int width) throws IOException {
        for (int type :
                new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY
                }) {
            byte[] tiff = TestImages.encoded(TestImages.picture(width, 301, type), "tif");

            assertThat(variant(tiff).getWidth()).isEqualTo(100);
        }
    }

    @Test
    void a_band_that_a_TIFF_says_nothing_of_is_left_out() throws IOException {
        FormatsTest.isNear(new Color(variant(unknownBand()).getRGB(20, 20)), new Color(255, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"II+\0\u0008\0\0\0", "MM\0+\0\u0008\0\0"})
    void a_TIFF_of_the_larger_kind_is_refused_by_name(String start) {
        assertThatThrownBy(() -> inspect((start + "\u0010\0\0\0\0\0\0\0").getBytes(ISO_8859_1)))
                .hasMessage("is BigTIFF: only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported");
    }

    @Test
    void a_lossless_WebP_of_another_encoder_is_taken() throws IOException {
        byte[] webp = Base64.getDecoder().decode(LOSSLESS);

        assertTaken(webp);
        FormatsTest.isNear(new Color(variant(webp).getRGB(15, 30)), Color.WHITE);
    }

    @Test
    void a_JPEG_whose_pieces_of_a_profile_are_none_is_taken_without_it() {
        byte[] piece = "ICC_PROFILE\0\1\1profile".getBytes(ISO_8859_1);
        byte[] jpeg = TestImages.encoded("jpg", 60, 40);

        assertTaken(TestImages.withSegment(TestImages.withSegment(jpeg, 0xE2, piece), 0xE2, piece));
    }

    private void assertTaken(byte[] bytes) {
        assertThatCode(() -> {
                    inspect(bytes);
                    variant(bytes);
                })
                .doesNotThrowAnyException();
    }

    private void inspect(byte[] bytes) throws IOException {
        imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
    }

    private BufferedImage variant(byte[] bytes) throws IOException {
        VariantSpec small = new VariantSpec("small", 100, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);
        return TestImages.decoded(imaging.render(Memory.of(bytes), "a.tif", ImageLimits.STANDARD, List.of(small))
                .get(0));
    }

    // 60 x 40 pixels of red in other than the usual colours, with a fourth band.
    private static byte[] unknownBand() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        int pixels = 60 * 40 * 4;
        int values = 8 + 2 + 12 * 12 + 4;
        int[][] tags = {
            {256, 60},
            {257, 40},
            {258, values},
            {259, 1},
            {262, 2},
            {273, values + 8},
            {277, 4},
            {278, 40},
            {279, pixels},
            {284, 1},
            {338, 0},
            {34675, values + 8 + pixels}
        };
        ByteBuffer tiff =
                ByteBuffer.allocate(values + 8 + pixels + profile.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            int type = tag[0] == 258 || tag[0] == 338 ? 3 : tag[0] == 34675 ? 7 : 4;
            int count = tag[0] == 258 ? 4 : tag[0] == 34675 ? profile.length : 1;
            tiff.putShort((short) tag[0]).putShort((short) type).putInt(count).putInt(tag[1]);
        }
        tiff.putInt(0).putLong(0x0008_0008_0008_0008L);
        for (int i = 0; i < pixels / 4; i++) {
            tiff.put(new byte[] {-1, 0, 0, 77});
        }
        return tiff.put(profile).array();
    }
}
