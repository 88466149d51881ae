package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LikeKeysTest {
    @ParameterizedTest
    @CsvSource({"Anna/x.png, anna/X.PNG", "STRASSE, straße", "ΟΔΟΣ, οδος", "ΟΔΟΣ, οδοσ", "ſ, S", "Ǆ, ǆ", "\u212A, k"})
    void keys_that_differ_in_case_have_one_form(String one, String other) {
        assertThat(LikeKeys.folded(one)).isEqualTo(LikeKeys.folded(other));
    }

    @Test
    void so_have_those_that_differ_in_the_form_of_Unicode() {
        String composed = "für/Ångström-가.png";

        assertThat(LikeKeys.folded(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(LikeKeys.folded(composed))
                .isEqualTo(LikeKeys.folded("für/A\u030Angstro\u0308m-가.png"));
    }

    @Test
    void other_keys_have_another_form() {
        assertThat(LikeKeys.folded("a/b.png")).isNotEqualTo(LikeKeys.folded("a/c.png"));
        assertThat(LikeKeys.folded("für.png")).isNotEqualTo(LikeKeys.folded("fur.png"));
    }

    @Test
    void the_form_of_a_form_is_itself() {
        for (String key : new String[] {"Für/STRAẞE.png", "ΟΔΟΣ", "İstanbul", "plain.png"}) {
            assertThat(LikeKeys.folded(LikeKeys.folded(key))).isEqualTo(LikeKeys.folded(key));
        }
    }

    @Test
    void a_plain_key_has_one_way_to_be_written() {
        assertThat(LikeKeys.forms("plain/key-1.png")).containsExactly("plain/key-1.png");
        assertThat(LikeKeys.forms("F\u00FCr.png")).containsExactly("F\u00FCr.png", "Fu\u0308r.png", "f\u00FCr.png");
    }
}
