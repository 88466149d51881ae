package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StorageOptionsTest {
    private static StorageOptions options(String... pairs) {
        Map<String, String> values = pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1]);
        return new StorageOptions(name -> Optional.ofNullable(values.get(name)));
    }

    @Test
    void values_are_read_without_spaces_around_them() {
        assertThat(options("bucket", " files ").required("bucket")).isEqualTo("files");
        assertThat(options("bucket", "  ").optional("bucket")).isEmpty();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_no_value_is_shown() {
        StorageOptions options =
                new StorageOptions(name -> name.equals("bucket") ? Optional.empty() : Optional.of("s3cret"));

        assertThat(options.required("bucket")).isEmpty();
        assertThat(options.flag("sync", true)).isTrue();
        assertThat(options.number("threads", 4)).isEqualTo(4);
        assertThat(options.bytes("part-size", 8)).isEqualTo(8);
        assertThat(options.duration("expiry", Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        assertThat(options.choice("day", DayOfWeek.class, DayOfWeek.MONDAY)).isEqualTo(DayOfWeek.MONDAY);
        options.fault("endpoint", "must be an address");

        assertThat(options.faults())
                .hasSize(7)
                .noneMatch(fault -> fault.contains("s3cret"))
                .contains("'bucket' is missing", "'sync' must be true or false", "'endpoint' must be an address");
        assertThat(options.asked())
                .containsExactlyInAnyOrder("bucket", "sync", "threads", "part-size", "expiry", "day");
    }

    @Test
    void what_is_missing_takes_its_default_without_a_fault() {
        StorageOptions options = options();

        assertThat(options.flag("sync", false)).isFalse();
        assertThat(options.number("threads", 4)).isEqualTo(4);
        assertThat(options.bytes("part-size", 8)).isEqualTo(8);
        assertThat(options.optional("region")).isEmpty();
        assertThat(options.choice("day", DayOfWeek.class, DayOfWeek.SUNDAY)).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(options.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8388608, 8388608", "8MiB, 8388608", "8 MB, 8388608", "3KB, 3072", "0.5 m, 524288"})
    void a_size_is_read_as_everywhere_in_the_library(String text, long bytes) {
        StorageOptions options = options("part-size", text);

        assertThat(options.bytes("part-size", -1)).isEqualTo(bytes);
        assertThat(options.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8 PB", "-1", "1,5M", "99999999999999999999", "999999999999999G"})
    void a_size_that_cannot_be_read_is_a_fault(String text) {
        StorageOptions options = options("part-size", text);

        assertThat(options.bytes("part-size", 42)).isEqualTo(42);
        assertThat(options.faults()).hasSize(1);
    }

    @Test
    void a_choice_is_written_as_in_java_or_in_lower_case() {
        assertThat(options("d", "friday").choice("d", DayOfWeek.class, DayOfWeek.MONDAY))
                .isEqualTo(DayOfWeek.FRIDAY);
        assertThat(options("d", "FRIDAY").choice("d", DayOfWeek.class, DayOfWeek.MONDAY))
                .isEqualTo(DayOfWeek.FRIDAY);
        assertThat(options("u", "half-days")
                        .choice("u", java.time.temporal.ChronoUnit.class, java.time.temporal.ChronoUnit.DAYS))
                .isEqualTo(java.time.temporal.ChronoUnit.HALF_DAYS);
    }

    @Test
    void flags_numbers_and_durations_are_read() {
        assertThat(options("f", "TRUE").flag("f", false)).isTrue();
        assertThat(options("f", "false").flag("f", true)).isFalse();
        assertThat(options("n", "-3").number("n", 0)).isEqualTo(-3);
        assertThat(options("d", "PT15M").duration("d", Duration.ZERO)).isEqualTo(Duration.ofMinutes(15));
    }
}
