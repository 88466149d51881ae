package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Key;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyNamingTest {
    private static final String RANDOM_PART = "[0-9a-hjkmnp-tv-z]{12}";
    private static final String R = "000000000000";

    private final KeyNaming naming = new KeyNaming(() -> 0L);

    // # stands for the random part.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    front.png                 | front_#.png
                    john's portrait in 2004.jpg | johns_portrait_in_2004_#.jpg
                    " a b.txt "               | a_b_#.txt
                    日本語 ファイル.pdf       | 日本語_ファイル_#.pdf
                    a/b.txt                   | ab_#.txt
                    a\\b.txt                  | ab_#.txt
                    ../../etc/passwd          | ....etcpasswd_#
                    मेरी फ़ाइल.pdf             | मेरी_फ़ाइल_#.pdf
                    re\u0301sume\u0301.pdf    | re\u0301sume\u0301_#.pdf
                    a:b                       | ab_#
                    ½ x².txt                  | ½_x²_#.txt
                    a‿b.txt                   | ab_#.txt
                    Ⅳ.txt                     | Ⅳ_#.txt
                    t.txt                     | t_#.txt
                    PHOTO.JPG                 | PHOTO_#.JPG
                    t.tar.gz                  | t_#.tar.gz
                    T.TAR.GZ                  | T_#.TAR.GZ
                    t.tar                     | t_#.tar
                    .tar.gz                   | .tar_#.gz
                    v1.2.3 final.pdf          | v1.2.3_final_#.pdf
                    Report v1.2 final         | Report_v1.2_final_#
                    .bashrc                   | .bashrc_#
                    .bashrc.txt               | .bashrc_#.txt
                    README                    | README_#
                    a.                        | a_#
                    a.txt...                  | a_#.txt
                    a..txt                    | a._#.txt
                    data.schnapsbrennereigesellschaft | data.schnapsbrennereigesellschaft_#
                    😀.png                    | file_#.png
                    😀                        | file_#
                    a😀b.png                  | ab_#.png
                    $.$.$                     | file_#
                    ...                       | file_#
                    ..                        | file_#
                    ""                        | file_#
                    "   "                     | file_#
                    \u0301.txt                | file_#.txt
                    a😀\u0301.txt             | a_#.txt
                    CON                       | CON_#
                    con.txt                   | con_#.txt
                    con.a.txt                 | con_a_#.txt
                    COM¹.a.txt                | COM¹_a_#.txt
                    console.a.txt             | console.a_#.txt
                    """)
    void a_name_is_cleaned_as_Django_does_but_keeps_its_marks_and_gets_a_random_part(String name, String expected) {
        Key key = naming.key("", name, 255);

        assertThat(key.value()).isEqualTo(expected.replace("#", R));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\0y.txt",
                "x\ty.txt",
                "x\r\ny.txt",
                "x\u202Ey.txt",
                "x\u2028y.txt",
                "x\u0085y.txt",
                "x\uD800y.txt"
            })
    void characters_that_nobody_sees_are_left_out(String name) {
        Key key = naming.key("", name, 255);

        assertThat(key.value()).isEqualTo("xy_" + R + ".txt");
    }

    @Test
    void the_key_lies_in_the_folder() {
        Key key = naming.key("covers/2026", "front.png", 255);

        assertThat(key.value()).isEqualTo("covers/2026/front_" + R + ".png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/covers", "covers/", "a//b", "../x", "a\\b", "con"})
    void a_folder_that_is_no_key_is_refused(String folder) {
        assertThatThrownBy(() -> naming.key(folder, "front.png", 255))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a key");
    }

    @Test
    void the_random_part_has_60_bits() {
        KeyNaming first = new KeyNaming(() -> 0x0FFF_FFFF_FFFF_FFFFL);
        KeyNaming second = new KeyNaming(() -> 0x07FF_FFFF_FFFF_FFFFL);

        assertThat(first.key("", "a", 255).value()).isEqualTo("a_zzzzzzzzzzzz");
        assertThat(second.key("", "a", 255).value()).isEqualTo("a_zzzzzzzzzzzf");
    }

    @Test
    void the_same_name_never_gives_the_same_key_twice() {
        KeyNaming random = new KeyNaming(new Random(42));
        Set<Key> keys = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            keys.add(random.key("", "front.png", 255));
        }

        assertThat(keys)
                .hasSize(10_000)
                .allSatisfy(key -> assertThat(key.value()).matches("front_" + RANDOM_PART + "\\.png"));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefghijklmnop.tar.gz, 24, abcd_000000000000.tar.gz",
        "abcdefghijklmnop.txt,    33, abcdefghijklmnop_000000000000.txt",
        "abcdefghijklmnop.txt,    32, abcdefghijklmno_000000000000.txt",
        "abcdefghijklmnop.txt,    18, a_000000000000.txt",
        "abcdefghijklmnop.txt,    17, 000000000000.txt",
        "abcdefghijklmnop.txt,    16, 000000000000.txt",
        "con.abcdefghijkl.txt,    24, con_abc_000000000000.txt",
    })
    void a_name_is_cut_before_its_extension_and_never_in_the_random_part(String name, int maxLength, String expected) {
        Key key = naming.key("", name, maxLength);

        assertThat(key.value()).isEqualTo(expected).hasSizeLessThanOrEqualTo(maxLength);
    }

    @Test
    void the_cut_counts_the_folder() {
        Key key = naming.key("covers", "abcdefghijklmnop.txt", 30);

        assertThat(key.value()).isEqualTo("covers/abcdef_" + R + ".txt").hasSize(30);
    }

    @Test
    void the_cut_parts_no_letter_from_its_mark_and_no_pair() {
        assertThat(naming.key("", "abe\u0301.txt", 20).value()).isEqualTo("ab_" + R + ".txt");
        assertThat(naming.key("", "ab\uD840\uDC00c.txt", 20).value()).isEqualTo("ab_" + R + ".txt");
    }

    @Test
    void a_letter_with_more_marks_than_fit_keeps_those_that_do() {
        Key key = naming.key("", "e" + "\u0301".repeat(250), 255);

        assertThat(key.value()).startsWith("e\u0301\u0301").endsWith("_" + R);
    }

    @Test
    void a_segment_has_at_most_200_bytes() {
        Key key = naming.key("", "字".repeat(255) + ".文档", 255);

        assertThat(key.value()).endsWith("字_" + R + ".文档");
        assertThat(key.value().getBytes(UTF_8)).hasSizeBetween(198, 200);
    }

    @Test
    void a_column_longer_than_a_key_may_be_is_no_help() {
        String folder = "f".repeat(150) + "/" + "g".repeat(80);

        Key key = naming.key(folder, "abcdefghijklmnop.txt", 4_000);

        assertThat(key.value()).hasSize(Key.MAX_LENGTH).endsWith("/abcdef_" + R + ".txt");
    }

    @Test
    void a_column_without_room_is_refused_with_the_numbers() {
        assertThatThrownBy(() -> naming.key("covers", "front.png", 22))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no key fits into 22 characters: the folder 'covers', a random part of 12 characters and"
                        + " the extension '.png' need 23; make the column longer (a key has at most 255) or the folder"
                        + " shorter");
    }

    @Test
    void every_name_gives_a_key() {
        Random seeded = new Random(20261122);

        for (int i = 0; i < 50_000; i++) {
            String name = anyName(seeded);
            int maxLength = 40 + seeded.nextInt(260);

            Key key = naming.key("in/2026", name, maxLength);

            assertThat(key.value())
                    .as("the key of '%s'", name)
                    .startsWith("in/2026/")
                    .contains(R)
                    .hasSizeLessThanOrEqualTo(maxLength);
        }
    }

    /** Code points of all planes and some that matter more often, surrogates that stand alone too. */
    private static String anyName(RandomGenerator random) {
        String likely = "abc...  /\\:_-$²½con\u0301\u0300\u200D\u202E\uD83D\uDE00ंी字\uD800\0";
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(40) * (1 + random.nextInt(12)); length > 0; length--) {
            if (random.nextBoolean()) {
                name.append(likely.charAt(random.nextInt(likely.length())));
            } else {
                name.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            }
        }
        return name.toString();
    }
}
