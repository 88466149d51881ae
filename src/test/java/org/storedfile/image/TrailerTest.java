package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** What stands behind the end of a JPEG or TIFF, whose formats let it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrailerTest {
    private static final byte[] JPEG = TestImages.encoded("jpg", 60, 40);
    private static final byte[] TIFF = TestImages.encoded("tif", 60, 40);

    static Stream<byte[]> images() {
        return Stream.of(
                JPEG, TIFF, TestImages.joined(JPEG, new byte[1_000], JPEG), TestImages.joined(TIFF, new byte[9]));
    }

    static Stream<byte[]> honest() {
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        byte[] programs = TestImages.joined(noise, "MZ\u0090\0 #!/bin/sh \u007fELF <% <b>".getBytes(ISO_8859_1), noise);
        return Stream.of(
                new byte[0],
                new byte[5_000],
                JPEG,
                TestImages.joined(new byte[3], JPEG, new byte[500], JPEG, new byte[2]),
                TestImages.joined("\0\0\0\u0018ftypmp42\0\0\0\0".getBytes(ISO_8859_1), programs),
                "\0\0\1\n\16\0\0\0Image_UTC_Data1623456789012SEFHk\0\0\0\1\0\0\0SEFT".getBytes(ISO_8859_1),
                "CANON OPTIONAL DATA\0".getBytes(ISO_8859_1),
                "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>".getBytes(ISO_8859_1),
                noise);
    }

    static Stream<String> foreign() {
        return Stream.of(
                "<?= system($_GET[1]) ?>",
                "<? system($_GET[1]);",
                "<%@ page %><% Runtime %>",
                "<% x %>",
                "<BODY onload=alert(1)>",
                "<b>",
                "<script>alert(1)</script>",
                "<svg/onload=alert(1)>",
                "<html>",
                "<!DOCTYPE html><p>",
                "MZ\u0090\0",
                "\u007fELF\2\1\1",
                "\u00ca\u00fe\u00ba\u00be\0\0\0=",
                "#!/bin/sh\nrm -rf /\n",
                "Rar!\u001a\u0007\1\0",
                "7z\u00bc\u00af'\u001c",
                "PK\3\4\u0014\0",
                "\u001f\u008b\b\0",
                "BZh91AY&SY",
                "\u00fd7zXZ\0",
                "(\u00b5/\u00fd\4",
                "MSCF\0\0\0\0",
                "!<arch>\ndebian",
                "a.sh" + "\0".repeat(253) + "ustar\00000",
                "\u00cf\u00fa\u00ed\u00fe\7",
                "\u00fe\u00ed\u00fa\u00ce\0",
                "\0asm\1\0\0\0",
                "dex\n035",
                "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
                "\u001c%-lh5-\0",
                "{\\rtf1\\ansi",
                "%!PS-Adobe-3.0",
                "@echo off\r\ndel *.*",
                "@ECHO OFF\r\n",
                "L\0\0\0\1\24\2\0\0\0",
                "[InternetShortcut]\r\nURL=file:///a.exe",
                "[Desktop Entry]\nExec=sh",
                "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
                "\u00ff\u00fe<\0s\0c\0r\0i\0p\0t\0>\0",
                "\u00fe\u00ff\0<\0s\0c\0r\0i\0p\0t\0>",
                "\u00ef\u00bb\u00bf<?= 1 ?>",
                "<video src=x onerror=alert(1)>");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void begins_as_nothing_that_is_run_shown_or_unpacked(String text) {
        images().forEach(image -> assertThatThrownBy(
                        () -> inspect(TestImages.joined(image, text.getBytes(ISO_8859_1), new byte[2_000])))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageStartingWith("is an image and something else, too: "));
    }

    @Test
    void the_reason_says_what_is_there() {
        assertThatThrownBy(() -> inspect(TestImages.joined(JPEG, "#!/bin/sh".getBytes(ISO_8859_1))))
                .hasMessage("is an image and something else, too: a script stands behind its end");
    }

    @ParameterizedTest
    @MethodSource("honest")
    void of_a_camera_is_taken(byte[] trailer) {
        for (byte[] image : List.of(JPEG, TIFF)) {
            assertThatCode(() -> inspect(TestImages.joined(image, trailer))).doesNotThrowAnyException();
        }
    }

    private static void inspect(byte[] bytes) throws IOException {
        new ImageIoImaging().inspect(Memory.of(bytes), ImageLimits.STANDARD);
    }
}
