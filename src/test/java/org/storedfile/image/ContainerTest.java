package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageRefusedException;

/** What is something else, too, and what only looks so by chance. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerTest {
    private static final byte[] SMALL = TestImages.encoded("jpg", 30, 20);

    @ParameterizedTest
    @ValueSource(strings = {"<svg", "<SvG", "<html", "<?php"})
    void compressed_pixels_that_look_like_a_tag_are_none(String tag) {
        for (int seed = 0; seed < 20; seed++) {
            byte[] jpeg = noise(seed);
            // Other pixels than the encoder's, as another picture has them.
            int at = 1_024 + new Random(seed).nextInt(jpeg.length - 2_000);
            System.arraycopy(tag.getBytes(ISO_8859_1), 0, jpeg, at, tag.length());

            assertThatCode(() -> Container.check(Format.JPEG, Memory.of(jpeg))).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg", "<html", "<?php", "<SVG\u0001"})
    void at_the_beginning_a_tag_is_one(String tag) {
        byte[] jpeg = TestImages.joined(SMALL, tag.getBytes(ISO_8859_1));
        assertThat(jpeg).hasSizeLessThan(1_024);

        assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(jpeg)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageStartingWith("is an image and something else, too: it contains '<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns=\"http://www.w3.org/2000/svg\">",
                "<svg/onload=alert(1)>",
                "<HTML><body onload=alert(1)>",
                "<?php\nsystem($_GET[0]);",
                "<script>",
                "%PDF-1.7"
            })
    void anywhere_a_tag_with_text_is_one(String text) {
        byte[] jpeg = TestImages.joined(SMALL, new byte[1 << 16], text.getBytes(ISO_8859_1), new byte[100]);

        assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(jpeg)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageStartingWith("is an image and something else, too: it contains '");
    }

    @Test
    void a_tag_may_lie_across_any_border_of_what_is_read_at_once() {
        byte[] text = "<svg xmlns=\"http://www.w3.org/2000/svg\">".getBytes(ISO_8859_1);
        for (int at = (1 << 16) - 50; at < (1 << 16) + 10; at++) {
            byte[] jpeg = TestImages.joined(SMALL, new byte[at - SMALL.length], text);

            assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(jpeg)))
                    .isInstanceOf(ImageRefusedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "1,60000", "0,65535"})
    void an_archive_that_can_be_opened_is_one(int disk, int comment, @TempDir Path folder) throws IOException {
        byte[] zip = zip(comment);
        zip[zip.length - comment - 22 + 4] = (byte) disk;
        byte[] jpeg = TestImages.joined(noise(1), zip);
        try (ZipFile opened =
                new ZipFile(Files.write(folder.resolve("a.jpg"), jpeg).toFile())) {
            assertThat(opened.getEntry("Evil.class")).isNotNull();
        }

        assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(jpeg)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is an image and something else, too: it contains a ZIP archive");
    }

    @ParameterizedTest
    @CsvSource({"526172211A070100, RAR", "377ABCAF271C0004, 7z"})
    void an_archive_of_another_kind_is_told(String signature, String kind) {
        byte[] jpeg = TestImages.joined(SMALL, HexFormat.of().parseHex(signature), new byte[100]);

        assertThatThrownBy(() -> Container.check(Format.JPEG, Memory.of(jpeg)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is an image and something else, too: it contains a " + kind + " archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0005\u0006\u0001", "PK\u0001\u0002"})
    void a_part_of_an_archive_is_none(String part) {
        byte[] jpeg = TestImages.joined(SMALL, part.getBytes(ISO_8859_1), new byte[100]);

        assertThatCode(() -> Container.check(Format.JPEG, Memory.of(jpeg))).doesNotThrowAnyException();
    }

    // 10 799 pixels are the bytes of "/*", 12 079 those of "//".
    @ParameterizedTest
    @CsvSource({"10799,10,'*/=1;alert(1);//'", "12079,10,'\n=1;alert(1);//'", "12093,10794,'*/1;alert(1);//'"})
    void a_GIF_that_is_a_script_as_well_is_refused(int width, int height, String script) {
        byte[] gif = gif(width, height, script);

        assertThatThrownBy(() -> Container.check(Format.GIF, Memory.of(gif)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is an image and something else, too: a script, as its size reads as the beginning of a"
                        + " comment");
    }

    @ParameterizedTest
    @CsvSource({"10799,10,made on 5/6", "10800,10,'*/=1;alert(1);//'", "96,10,'*/=1;alert(1);//'"})
    void a_GIF_of_the_same_size_or_with_the_same_comment_is_none(int width, int height, String comment) {
        byte[] gif = gif(width, height, comment);

        assertThatCode(() -> Container.check(Format.GIF, Memory.of(gif))).doesNotThrowAnyException();
    }

    private static byte[] gif(int width, int height, String comment) {
        byte[] gif = TestImages.animation(1);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) width)
                .putShort(8, (short) height);
        byte[] extension = ("!\u00fe" + (char) comment.length() + comment + "\0").getBytes(ISO_8859_1);
        return TestImages.joined(TestImages.part(gif, 0, 19), extension, TestImages.part(gif, 19, gif.length - 19));
    }

    private static byte[] zip(int comment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setComment("a".repeat(comment));
            zip.putNextEntry(new ZipEntry("Evil.class"));
            zip.write(new byte[100]);
        }
        return out.toByteArray();
    }

    private static byte[] noise(int seed) {
        BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_3BYTE_BGR);
        new Random(seed).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return TestImages.encoded(image, "jpg");
    }
}
