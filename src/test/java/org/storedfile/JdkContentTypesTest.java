package org.storedfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media types without Apache Tika. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdkContentTypesTest {
    private static final byte[] UNKNOWN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private final ContentTypeDetector types = new JdkContentTypes();

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7, application/pdf",
        "GIF89a, image/gif",
        "RIFF....WEBPVP8, image/webp",
        "....ftypavif, image/avif",
        "....ftypisom, video/mp4",
        "'PK\u0003\u0004', application/zip",
        "MZ, application/x-msdownload",
        "<html>, text/html"
    })
    void bytes_tell_a_type_whatever_the_name(String head, String type) {
        assertThat(types.detect("photo.png", head.getBytes(ISO_8859_1))).isEqualTo(type);
    }

    @Test
    void the_name_says_what_bytes_do_not() {
        assertThat(types.detect("note.txt", UNKNOWN)).isEqualTo("text/plain");
        assertThat(types.detect("Grüße, neu #1.PDF", new byte[0])).isEqualTo("application/pdf");
    }

    @Test
    void text_is_told_by_its_characters() {
        byte[] text = "물고기 und Fische".getBytes(UTF_8);

        assertThat(types.detect("", text)).isEqualTo("text/plain");
        assertThat(types.detect("", Arrays.copyOf(text, 2))).isEqualTo("text/plain");
    }

    @Test
    void what_nothing_tells_is_bytes() {
        assertThat(types.detect("data.unheard-of", UNKNOWN)).isEqualTo("application/octet-stream");
        assertThat(types.detect("name", new byte[0])).isEqualTo("application/octet-stream");
        assertThat(types.detect("", new byte[] {0, 1, 2})).isEqualTo("application/octet-stream");
        assertThat(types.detect("", new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("application/octet-stream");
        assertThat(types.detect("", new byte[0])).isEqualTo("application/octet-stream");
    }
}
