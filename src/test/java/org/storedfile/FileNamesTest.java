package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"front.png", "/home/me/front.png", "C:\\My files\\front.png", "a\\b/front.png", " front.png "})
    void the_folders_of_the_client_are_dropped(String name) {
        assertThat(FileNames.clean(name)).isEqualTo("front.png");
    }

    @Test
    void letters_of_all_scripts_and_punctuation_stay() {
        String name = "Café: 日本語 (1), \"x\" \uD83D\uDE00.png";

        assertThat(FileNames.clean(name)).isEqualTo(name);
    }

    @Test
    void letters_that_come_in_parts_are_composed_and_vowel_signs_stay() {
        assertThat(FileNames.clean("Cafe\u0301 \u1112\u1161\u11ab.png")).isEqualTo("Caf\u00e9 \ud55c.png");
        assertThat(FileNames.clean("\u0939\u093f.png")).isEqualTo("\u0939\u093f.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\n",
                "\u007F",
                "\u0085",
                "\u202E",
                "\u2066",
                "\u200F",
                "\u061C",
                "\u2028",
                "\uD83D",
                "\uFFFE",
                "\uFFFF",
                "\uFDD0",
                "\uFDEF",
                "\uD83F\uDFFE",
                "\uDBFF\uDFFF"
            })
    void characters_that_nobody_sees_are_dropped(String invisible) {
        assertThat(FileNames.clean("photo" + invisible + "gpj.exe")).isEqualTo("photogpj.exe");
    }

    @Test
    void a_long_name_is_cut_before_its_extension() {
        assertThat(FileNames.clean("x".repeat(300) + ".tiff")).isEqualTo("x".repeat(250) + ".tiff");
        assertThat(FileNames.clean("x".repeat(300))).isEqualTo("x".repeat(255));
        assertThat(FileNames.clean("x".repeat(255))).isEqualTo("x".repeat(255));
    }

    // To compose it whole takes minutes.
    @Test
    void of_a_name_of_very_many_accents_few_are_looked_at() {
        String name = "e" + "\u0316\u0301".repeat(500_000) + ".png";

        assertThat(FileNames.clean(name)).hasSize(255).endsWith(".png");
    }

    @Test
    void a_long_name_is_not_cut_within_a_character() {
        assertThat(FileNames.clean("x".repeat(250) + "\uD83D\uDE00".repeat(20) + ".png"))
                .isEqualTo("x".repeat(250) + ".png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "folder/", "C:\\", "\0", "\u202E\uFFFF", "a/.."})
    void a_name_of_which_nothing_is_left_is_refused(String name) {
        assertThatThrownBy(() -> FileNames.clean(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a file needs a name: nothing is left of '")
                .hasMessageNotContaining("\u202E");
    }
}
