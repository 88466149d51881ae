package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus of {@link HostileImages}, in a JVM with a heap of 128 MiB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileImagesTest {
    private static Map<String, String> verdicts;

    static List<String> bad() {
        return HostileImages.names().stream()
                .filter(name -> !name.startsWith("good-"))
                .toList();
    }

    static List<String> good() {
        return HostileImages.names().stream()
                .filter(name -> name.startsWith("good-"))
                .toList();
    }

    @BeforeAll
    static void judge() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileImages.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        verdicts = output.lines()
                .filter(line -> line.contains(": "))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(": ")),
                        line -> line.substring(line.indexOf(": ") + 2),
                        (first, second) -> first));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void is_refused_with_a_reason(String name) {
        assertThat(verdicts.get(name))
                .matches("refused (before|while) decoding: \\S.{10,}")
                .doesNotContain("null", "class ", "Exception", "cannot be cast");
    }

    @ParameterizedTest
    @MethodSource("good")
    void is_taken(String name) {
        assertThat(verdicts.get(name)).isEqualTo("taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-30000",
                "png-30000-whole",
                "png-19000-whole",
                "gif-a-million-frames",
                "gif-huge-screen",
                "png-animation-of-a-million-frames",
                "avif",
                "heic",
                "tiff-60000",
                "jpg-65500",
                "jpg-a-million-scans",
                "webp-16384",
                "svg-outwards",
                "tiff-60000-entries-share-a-value",
                "tiff-900-entries-share-a-value",
                "tiff-of-300000-entries",
                "tiff-million-directories",
                "tiff-wide-tile",
                "gif-of-comments",
                "gif-of-tiny-comments",
                "jpg-without-loss",
                "tiff-of-a-jpg-without-loss",
                "tiff-in-lab",
                "jpg-of-segments",
                "jpg-of-20000-tables",
                "jpg-of-4000-frames",
                "jpg-of-a-million-comments",
                "jpg-with-a-boastful-profile",
                "tiff-of-a-jpg-with-a-boastful-profile",
                "webp-of-a-larger-lossless-picture",
                "webp-of-a-larger-lossy-picture",
                "bmp-of-a-larger-png",
                "bmp-of-a-larger-jpg",
                "gif-of-a-larger-second-frame",
                "tiff-of-a-larger-second-page",
                "webp-of-65536-groups",
                "webp-of-65536-groups-in-a-canvas",
                "webp-of-65536-groups-in-a-frame",
                "webp-of-65536-groups-behind-a-frame",
                "webp-of-65536-groups-in-its-alpha",
                "webp-of-100000-transformations",
                "webp-of-a-million-chunks",
                "webp-with-a-profile-of-17-MB",
                "webp-with-a-boastful-profile",
                "tiff-of-2-million-fractions",
                "tiff-of-7-million-texts",
                "tiff-of-15-million-compressions",
                "tiff-of-15-million-strips",
                "tiff-of-7-million-strips",
                "tiff-of-400000-strips",
                "tiff-of-3-million-strips",
                "tiff-of-a-text-of-other-letters",
                "png-of-500000-texts",
                "png-of-20000-texts",
                "png-of-a-text-of-17-MB",
                "png-of-a-profile-of-17-MB",
                "png-of-a-packed-text-of-512-MB",
                "png-of-an-international-text-of-64-MB",
                "png-of-an-unknown-chunk-of-17-MB"
            })
    void of_a_bomb_nothing_is_decoded(String name) {
        assertThat(verdicts.get(name)).startsWith("refused before decoding: ");
    }

    @ParameterizedTest
    @CsvSource({
        "tiff-with-webp-inside, 'WebP, number 50001'",
        "tiff-with-zstandard-inside, 'Zstandard, number 50000'",
        "tiff-with-lzma-inside, 'LZMA, number 34925'",
        "tiff-with-nothing-known-inside, 'unknown, number 4711'"
    })
    void a_compression_that_is_not_supported_is_named_before_decoding(String name, String compression) {
        assertThat(verdicts.get(name))
                .isEqualTo("refused before decoding: is a TIFF whose compression (" + compression
                        + ") is not supported; PackBits, LZW, Deflate, JPEG and those of fax are");
    }

    @ParameterizedTest
    @CsvSource({
        "tiff-of-strips-in-a-text, 'StripOffsets (tag 273) is of the type ASCII; SHORT and LONG are allowed'",
        "tiff-of-strips-in-bytes, 'StripOffsets (tag 273) is of the type BYTE; SHORT and LONG are allowed'",
        "tiff-of-tiles-in-bytes, 'TileOffsets (tag 324) is of the type BYTE; SHORT and LONG are allowed'",
        "tiff-of-lengths-in-fractions, 'StripByteCounts (tag 279) is of the type RATIONAL; SHORT and LONG are allowed'",
        "tiff-of-bits-in-bytes, 'BitsPerSample (tag 258) is of the type BYTE; SHORT and LONG are allowed'",
        "tiff-of-rows-in-a-text, 'RowsPerStrip (tag 278) is of the type ASCII; SHORT and LONG are allowed'",
        "tiff-of-two-rows, 'RowsPerStrip (tag 278) has 2 values; one is allowed'",
        "tiff-of-strips-elsewhere, 'StripOffsets (tag 273) lies outside of the file'"
    })
    void a_field_of_a_TIFF_that_is_no_number_is_named_before_decoding(String name, String reason) {
        assertThat(verdicts.get(name)).isEqualTo("refused before decoding: is a TIFF whose " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "tiff-of-a-jpg-without-loss, 'is stored as JPEG without loss (SOF3), as no browser shows'",
        "tiff-in-lab, 'is a TIFF in colours of CIE L*a*b* (PhotometricInterpretation 8), which are not supported; RGB, YCbCr, inks, palettes and greys are'"
    })
    void what_no_reader_shows_as_it_is_is_named_before_decoding(String name, String reason) {
        assertThat(verdicts.get(name)).isEqualTo("refused before decoding: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "tiff-without-strips, is a TIFF that does not say where its pixels are",
        "tiff-of-seven-bits, Unsupported BitsPerSample"
    })
    void a_TIFF_that_no_reader_takes_is_refused_before_decoding(String name, String reason) {
        assertThat(verdicts.get(name)).startsWith("refused before decoding: ").contains(reason);
    }

    @Test
    void the_reason_says_what_is_and_what_may_be() {
        assertThat(Stream.of("png-19000-whole", "gif-a-million-frames", "svg-outwards", "script-in-gif")
                        .map(verdicts::get))
                .containsExactly(
                        "refused before decoding: has 361 MP (19000 x 19000); at most 50 MP are allowed",
                        "refused before decoding: has 1000000 frames; at most 1000 are allowed",
                        "refused before decoding: is SVG: only PNG, JPEG, GIF, WEBP, BMP, TIFF are supported",
                        "refused before decoding: has 32 bytes appended to the image");
    }
}
