package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final EntityTag TAG = new EntityTag("\"a,b\"");
    private static final Instant MODIFIED = Instant.parse("2026-11-22T10:00:00.900Z");
    private static final String BEFORE = "Sun, 22 Nov 2026 09:59:59 GMT";
    private static final String SAME = "Sun, 22 Nov 2026 10:00:00 GMT";
    private static final String AFTER = "Sun, 22 Nov 2026 10:00:01 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "If-Match | \"a,b\" | 0",
                "If-Match | \"x\", \"a,b\" | 0",
                "If-Match | * | 0",
                "If-Match | \"x\" | 412",
                "If-Match | W/\"a,b\" | 412",
                "If-Match | nonsense | 412",
                "If-None-Match | \"a,b\" | 304",
                "If-None-Match | W/\"a,b\" | 304",
                "If-None-Match | \"x\",\"y\" , \"a,b\" | 304",
                "If-None-Match | * | 304",
                "If-None-Match | \"x\" | 0",
                "If-None-Match | a,b | 0",
                "If-None-Match | \"a | 0",
                "If-Unmodified-Since | " + BEFORE + " | 412",
                "If-Unmodified-Since | " + SAME + " | 0",
                "If-Modified-Since | " + BEFORE + " | 0",
                "If-Modified-Since | " + SAME + " | 304",
                "If-Modified-Since | " + AFTER + " | 304",
                "If-Modified-Since | Sunday, 22-Nov-26 10:00:00 GMT | 304",
                "If-Modified-Since | Sun Nov 22 10:00:00 2026 | 304",
                "If-Modified-Since | yesterday | 0",
                "If-Unmodified-Since | yesterday | 0",
            })
    void one_condition_decides(String header, String value, int status) {
        assertThat(refusal(header, value)).isEqualTo(status);
    }

    @Test
    void a_tag_counts_more_than_a_date() {
        assertThat(refusal("If-None-Match", "\"x\"", "If-Modified-Since", AFTER))
                .isZero();
        assertThat(refusal("If-Match", "\"a,b\"", "If-Unmodified-Since", BEFORE))
                .isZero();
    }

    @Test
    void what_is_expected_counts_more_than_what_is_known() {
        assertThat(refusal("If-Match", "\"x\"", "If-None-Match", "\"a,b\"")).isEqualTo(412);
        assertThat(refusal("If-Match", "\"a,b\"", "If-None-Match", "\"a,b\"")).isEqualTo(304);
        assertThat(refusal("If-Unmodified-Since", BEFORE, "If-Modified-Since", AFTER))
                .isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a,b\"", SAME})
    void a_range_counts_if_the_client_has_this_object(String validator) {
        assertThat(conditions("If-Range", validator).allowRange()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "W/\"a,b\"", BEFORE, AFTER, "nonsense", "*"})
    void a_range_does_not_count_if_the_client_has_another_object(String validator) {
        assertThat(conditions("If-Range", validator).allowRange()).isFalse();
    }

    @Test
    void dates_do_not_count_where_the_address_has_none() {
        assertThat(undated("If-Modified-Since", AFTER).refusal()).isEmpty();
        assertThat(undated("If-Unmodified-Since", BEFORE).refusal()).isEmpty();
        assertThat(undated("If-Range", SAME).allowRange()).isFalse();
        assertThat(undated("If-Range", "nonsense").allowRange()).isFalse();
        assertThat(undated("If-Range", "\"a,b\"").allowRange()).isTrue();
    }

    private static Conditions undated(String... headers) {
        return new Conditions(Asked.get(headers), TAG, Optional.empty());
    }

    private static int refusal(String... headers) {
        return conditions(headers).refusal().orElse(0);
    }

    private static Conditions conditions(String... headers) {
        return new Conditions(Asked.get(headers), TAG, Optional.of(MODIFIED));
    }
}
