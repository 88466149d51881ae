package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;

class ClientFileTest {
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "C:\\dir\\", "a/..", "/", "\u0000", "\u202e", "a/\u200f\n "})
    void a_file_whose_name_says_nothing_gets_another(String name) {
        assertThat(name(name)).contains("unnamed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_input_without_a_name_and_without_bytes_was_left_empty(String name) {
        assertThat(name(name)).isEmpty();
        assertThat(ClientFile.of(name, Content.of(new ByteArrayInputStream(new byte[0]))))
                .isEmpty();
        assertThat(ClientFile.of(name, Content.of(new byte[1])).map(FileRef::name))
                .contains("unnamed");
    }

    @Test
    void a_field_that_is_no_file_has_no_name() {
        assertThat(name(null)).isEmpty();
    }

    @Test
    void UTF_8_that_was_read_as_Latin_1_is_put_right() {
        String read = new String("Prüfung 日本.pdf".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(name(read)).contains("Prüfung 日本.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.txt", "Prüfung.pdf", "日本.pdf", "é", "100%.txt"})
    void other_names_stay_as_they_are(String name) {
        assertThat(name(name)).contains(name);
    }

    @Test
    void a_quote_comes_back_as_browsers_send_it() {
        assertThat(name("say %22hi%22.txt")).contains("say \"hi\".txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "...", ".bashrc", "C:\\a\\b.txt", "../../etc/passwd", "a\u0000b"})
    void every_name_that_is_left_makes_a_file(String name) {
        assertThat(name(name)).isPresent();
    }

    private static Optional<String> name(@Nullable String submitted) {
        return ClientFile.of(submitted, Content.of(new byte[0])).map(FileRef::name);
    }
}
