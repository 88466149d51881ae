package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name without the random part of a key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeySuffixTest {
    @ParameterizedTest
    @CsvSource({
        "front_k3v9x0q2m7ad.png,              front.png",
        "front_k3v9x0q2m7ad,                  front",
        "a_b_k3v9x0q2m7ad.TAR.gz,             a_b.TAR.gz",
        "v1.2.3_final_k3v9x0q2m7ad.pdf,       v1.2.3_final.pdf",
        ".bashrc_k3v9x0q2m7ad,                .bashrc",
        "a_k3v9x0q2m7ad_x3v9x0q2m7ad.png,     a_k3v9x0q2m7ad.png",
    })
    void it_is_left_out(String key, String name) {
        assertThat(KeySuffix.without(key)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "front.png",
        "front_k3v9x0q2m7a.png",
        "front_k3v9x0q2m7adx.png",
        "front_K3V9X0Q2M7AD.png",
        "annual_introduction.pdf",
        "front-k3v9x0q2m7ad.png",
        "k3v9x0q2m7ad.png",
        "_k3v9x0q2m7ad.png",
        "front_k3v9x0q2m7ad.b c",
    })
    void what_does_not_look_so_stays(String name) {
        assertThat(KeySuffix.without(name)).isEqualTo(name);
    }
}
