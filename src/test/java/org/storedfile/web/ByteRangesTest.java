package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.ByteRange;

class ByteRangesTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-499, 0, 500",
        "bytes=9500-, 9500, 500",
        "bytes=-500, 9500, 500",
        "bytes=-20000, 0, 10000",
        "bytes=9999-20000, 9999, 1",
        "bytes=0-99999999999999999999999, 0, 10000",
        "BYTES=1-2, 1, 2",
        "bytes= 1-2 , 1, 2",
        "bytes=0-9223372036854775807, 0, 10000",
        "bytes=1-9223372036854775807, 1, 9999",
    })
    void one_range_means_these_bytes(String header, long start, long length) {
        assertThat(ByteRanges.of(header, 10_000).orElseThrow().parts()).containsExactly(ByteRange.of(start, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=0x1-2",
                "bytes=1-2,",
                "bytes=1-2,,3-4",
                "bytes=1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=+1-2",
                "lines=1-2",
                "bytes 1-2",
                "",
                "bytes=0-0, bytes=5-5"
            })
    void what_is_no_range_means_the_whole(String header) {
        assertThat(ByteRanges.of(header, 10_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999-"})
    void a_range_past_the_end_has_no_part(String header) {
        assertThat(ByteRanges.of(header, 10_000).orElseThrow().parts()).isEmpty();
    }

    @Test
    void an_empty_object_has_no_ranges() {
        assertThat(ByteRanges.of("bytes=0-", 0)).isEmpty();
        assertThat(ByteRanges.of("bytes=-1", 0)).isEmpty();
    }

    @Test
    void several_ranges_are_given_in_order() {
        assertThat(ByteRanges.of("bytes=9000-9009, 0-9, 20000-, 5000-5009", 10_000)
                        .orElseThrow()
                        .parts())
                .containsExactly(ByteRange.of(0, 10), ByteRange.of(5000, 10), ByteRange.of(9000, 10));
    }

    @Test
    void ranges_that_overlap_or_nearly_touch_are_one() {
        assertThat(ByteRanges.of("bytes=0-99, 50-199, 250-299, -9701", 10_000)
                        .orElseThrow()
                        .parts())
                .containsExactly(ByteRange.of(0, 10_000));
    }

    @Test
    void no_header_makes_an_answer_longer_than_the_object() {
        String all = "bytes=" + IntStream.range(0, 100).mapToObj(i -> "0-").collect(Collectors.joining(","));

        assertThat(ByteRanges.of(all, 10_000).orElseThrow().parts()).isEqualTo(List.of(ByteRange.of(0, 10_000)));
    }

    @Test
    void too_many_parts_mean_the_whole() {
        assertThat(ByteRanges.of(apart(ByteRanges.MOST_PARTS), 1_000_000)
                        .orElseThrow()
                        .parts())
                .hasSize(ByteRanges.MOST_PARTS);
        assertThat(ByteRanges.of(apart(ByteRanges.MOST_PARTS + 1), 1_000_000)).isEmpty();
        assertThat(ByteRanges.of("bytes=" + "0-0,".repeat(100_000) + "0-0", 1_000_000))
                .isEmpty();
    }

    private static String apart(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%d-%d", i * 1000, i * 1000 + 9))
                .collect(Collectors.joining(",", "bytes=", ""));
    }
}
