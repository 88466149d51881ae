package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that constraints are made of. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesTest {
    @Test
    void limits_that_no_file_keeps_are_refused() {
        assertThatThrownBy(() -> SizeLimit.parse("2 MB", "1 MB"))
                .hasMessageContaining("at least 2 MB and at most 1 MB");
    }

    @ParameterizedTest
    @CsvSource({
        "image/*, image/png, true",
        "image/*, imagex/png, false",
        "image/*, text/html, false",
        "IMAGE/PNG, image/png, true",
        "image/jpg, image/jpeg, true",
        "*/*, application/octet-stream, true",
        "audio/mp4, video/mp4, false"
    })
    void a_range_contains_types(String range, String type, boolean contains) {
        assertThat(new MediaRange(range).contains(type)).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "png", "*/png", "image/", "image/*g", "text/plain; charset=UTF-8"})
    void what_is_no_media_type_is_refused(String range) {
        assertThatThrownBy(() -> new MediaRange(range)).hasMessageContaining("'" + range + "' is no media type");
    }

    @ParameterizedTest
    @CsvSource({"a.PNG, png", "a.tar.gz, gz", ".bashrc, ''", "a., ''", "a, ''", "v1.2 final, '2 final'"})
    void an_extension_follows_the_last_dot(String name, String extension) {
        assertThat(Extension.of(name)).isEqualTo(extension);
    }

    @ParameterizedTest
    @CsvSource({"evil.png, text/plain", "table.csv, text/csv", "page.html, text/html", "run.exe, text/plain"})
    void a_name_says_no_more_than_which_kind_of_text_it_is(String name, String type) {
        assertThat(MediaTypes.ofContent(name, "no more than text".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(type);
    }

    @Test
    void bytes_that_say_nothing_are_not_what_their_name_says() {
        assertThat(MediaTypes.ofContent("photo.png", new byte[] {1, 2, 3, (byte) 0x99}))
                .isEqualTo(MediaTypes.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, image/jpeg, false",
        "a.jpeg, image/jpeg, false",
        "a.jpg, image/png, true",
        "a.pdf, application/zip, true",
        "a.csv, text/plain, false",
        "a.unheard, image/png, false",
        "a, image/png, false"
    })
    void an_extension_contradicts_another_type(String name, String type, boolean contradicts) {
        assertThat(MediaTypes.contradicts(name, type)).isEqualTo(contradicts);
    }
}
