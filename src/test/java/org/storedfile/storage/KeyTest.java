package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyTest {
    static Stream<Arguments> invalid() {
        String character = "backslash, colon, control or bidirectional character";
        String ending = "ends in a dot or a space";
        return Stream.of(
                Arguments.of("", "has 0"),
                Arguments.of("x".repeat(300), "has 300"),
                Arguments.of("a/".repeat(127) + "bc", "has 256"),
                Arguments.of(".", "segment '.'"),
                Arguments.of("..", "segment '..'"),
                Arguments.of("../etc/passwd", "segment '..'"),
                Arguments.of("a/../../b", "segment '..'"),
                Arguments.of("a/./b", "segment '.'"),
                Arguments.of("a/..", "segment '..'"),
                Arguments.of("/", "empty segment"),
                Arguments.of("/etc/passwd", "empty segment"),
                Arguments.of("a//b", "empty segment"),
                Arguments.of("a/", "empty segment"),
                Arguments.of("\\", character),
                Arguments.of("..\\..\\b", character),
                Arguments.of("C:", character),
                Arguments.of("C:/windows", character),
                Arguments.of("a:stream", character),
                Arguments.of("a\0b", character),
                Arguments.of("a\nb", character),
                Arguments.of("a\rb", character),
                Arguments.of("a\tb", character),
                Arguments.of("a\u001Bb", character),
                Arguments.of("a\u007Fb", character),
                Arguments.of("a\u0085b", character),
                Arguments.of("a\u009Fb", character),
                Arguments.of("photo\u202Egpj.exe", character),
                Arguments.of("a\u202Ab", character),
                Arguments.of("a\u2066b", character),
                Arguments.of("a\u2069b", character),
                Arguments.of("a\u200Eb", character),
                Arguments.of("a\u200Fb", character),
                Arguments.of("a\u061Cb", character),
                Arguments.of("a\uFFFEb", "noncharacter"),
                Arguments.of("a\uFFFFb", "noncharacter"),
                Arguments.of("a\uFDD0b", "noncharacter"),
                Arguments.of("a\uFDEFb", "noncharacter"),
                Arguments.of("a\uD83F\uDFFEb", "noncharacter"),
                Arguments.of("a\uDBFF\uDFFFb", "noncharacter"),
                Arguments.of("a\u2028b", character),
                Arguments.of("a\u2029b", character),
                Arguments.of("a\uD83Db", character),
                Arguments.of("a\uDE00b", character),
                Arguments.of("\uDE00\uD83D", character),
                Arguments.of("a.", ending),
                Arguments.of("a ", ending),
                Arguments.of("...", ending),
                Arguments.of("a. /b", ending),
                Arguments.of("a./b", ending),
                Arguments.of(" ", ending),
                Arguments.of("CON", "device name 'CON'"),
                Arguments.of("con", "device name 'con'"),
                Arguments.of("con.txt", "device name 'con.txt'"),
                Arguments.of("a/Con.tar.gz/b", "device name 'Con.tar.gz'"),
                Arguments.of("con .txt", "device name 'con .txt'"),
                Arguments.of("nul", "device name 'nul'"),
                Arguments.of("AUX.h", "device name 'AUX.h'"),
                Arguments.of("a/lpt1", "device name 'lpt1'"),
                Arguments.of("a.b/nul/c.d", "device name 'nul'"),
                Arguments.of("a/" + "s".repeat(201) + "/b", "longer than 200 bytes"),
                Arguments.of("prn", "device name 'prn'"),
                Arguments.of("COM1", "device name 'COM1'"),
                Arguments.of("COM\u00B9", "device name 'COM\u00B9'"),
                Arguments.of("lpt\u00B3.txt", "device name 'lpt\u00B3.txt'"),
                Arguments.of("LPT9", "device name 'LPT9'"),
                Arguments.of("CONIN$", "device name 'CONIN$'"),
                Arguments.of("s".repeat(201), "longer than 200 bytes"),
                Arguments.of("\u00E4".repeat(101), "longer than 200 bytes"),
                Arguments.of("a/" + "\uD83D\uDE00".repeat(51), "longer than 200 bytes"));
    }

    @ParameterizedTest
    @MethodSource
    void invalid(String value, String rule) {
        assertThatThrownBy(() -> Key.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a key: '")
                .hasMessageContaining(rule);
    }

    @Test
    void the_message_shows_no_character_that_acts_on_a_terminal() {
        assertThatThrownBy(() -> Key.of("a\u202E\u001B[2J\0b:c"))
                .hasMessageContaining("'a\\u202e\\u001b[2J\\u0000b:c'");
    }

    @Test
    void the_message_shows_a_noncharacter_by_its_number() {
        assertThatThrownBy(() -> Key.of("a\uD83F\uDFFFb")).hasMessageContaining("'a\\u1ffffb'");
    }

    @Test
    void the_message_does_not_grow_with_the_value() {
        assertThatThrownBy(() -> Key.of("x".repeat(1_000_000)))
                .hasMessageContaining("has 1000000")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @MethodSource("org.storedfile.storage.UnusualKeys#all")
    void an_unusual_name_is_a_key(String value) {
        assertThat(Key.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"console.txt", "com10", "com", "auxiliary/nulls", "icon", "a.con", "lpt", "..a", ".a", "a..b/c"})
    void a_name_that_only_looks_like_a_bad_one_is_a_key(String value) {
        assertThat(Key.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a.", "a ", "nul", "a:b", "a\\b", "a\0", "a\uFFFF"})
    void what_no_segment_can_be_is_told(String segment) {
        assertThat(Key.isSegment(segment)).isFalse();
    }

    @Test
    void a_segment_is_told() {
        assertThat(Key.isSegment("front 1.png")).isTrue();
        assertThat(Key.isSegment("s".repeat(200))).isTrue();
        assertThat(Key.isSegment("s".repeat(201))).isFalse();
    }

    @Test
    void the_file_name_is_the_last_segment() {
        assertThat(Key.of("a/b/c.txt").fileName()).isEqualTo("c.txt");
        assertThat(Key.of("c.txt").fileName()).isEqualTo("c.txt");
    }

    @Test
    void keys_compare_and_print_as_their_values() {
        assertThat(List.of(Key.of("b"), Key.of("a/b"), Key.of("a")).stream().sorted())
                .containsExactly(Key.of("a"), Key.of("a/b"), Key.of("b"));
        assertThat(Key.of("a/b")).hasToString("a/b").isEqualTo(new Key("a/b"));
    }
}
