package org.storedfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdkContentTypesTest {
    private static final byte[] UNKNOWN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private final ContentTypeDetector types = new JdkContentTypes();

    @Test
    void bytes_that_are_known_say_more_than_the_name() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};

        assertThat(types.detect("front.txt", png)).isEqualTo("image/png");
        assertThat(types.detect("front.png", "GIF89a..".getBytes(US_ASCII))).isEqualTo("image/gif");
    }

    @Test
    void the_name_says_what_bytes_do_not() {
        assertThat(types.detect("note.txt", UNKNOWN)).isEqualTo("text/plain");
        assertThat(types.detect("Grüße, neu #1.PDF", new byte[0])).isEqualTo("application/pdf");
    }

    @Test
    void what_nobody_knows_is_a_row_of_bytes() {
        assertThat(types.detect("data.unheard-of", UNKNOWN)).isEqualTo("application/octet-stream");
        assertThat(types.detect("name", new byte[0])).isEqualTo("application/octet-stream");
    }
}
