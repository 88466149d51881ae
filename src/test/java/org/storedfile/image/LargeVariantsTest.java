package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.Fit;
import org.storedfile.PixelSize;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Images whose variants are large, four at once in a JVM with a heap of 128 MiB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LargeVariantsTest {
    private static List<String> verdicts = List.of();

    static List<String> names() {
        return LargeVariants.names().stream()
                .filter(name -> !name.equals("large-real"))
                .toList();
    }

    @BeforeAll
    static void make() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeVariants.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        verdicts = output.lines()
                .map(line -> line.replaceAll("\\s+", " "))
                .filter(line -> line.contains(": "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void are_made_of_each(String name) {
        assertThat(verdicts)
                .filteredOn(line -> line.startsWith(name + ": "))
                .hasSize(name.equals("previews") ? 12 : 4)
                .allMatch(line -> line.matches(".*: [13] made"));
    }

    // The progressive one takes 72 MB outside of the heap: four at once would be 440 MB, one is 240.
    @Test
    @EnabledOnOs(OS.LINUX)
    void the_memory_outside_of_the_heap_is_bounded_too() {
        assertThat(verdicts)
                .filteredOn(line -> line.startsWith("VmHWM: "))
                .singleElement()
                .satisfies(line ->
                        assertThat(Long.parseLong(line.replaceAll("\\D", ""))).isLessThan(340 * 1024));
    }

    @Test
    void who_needs_more_than_there_is_is_told_so() {
        assertThat(verdicts)
                .contains("large-real: refused: needs 254 MB of memory to be decoded and scaled,"
                        + " more than this application has for images");
    }

    @Test
    void the_side_that_is_free_is_bounded() {
        VariantSpec wide = new VariantSpec("a", 1600, 0, Fit.CONTAIN, VariantFormat.AUTO, 80, "", false);
        VariantSpec tall = new VariantSpec("a", 0, 1600, Fit.CONTAIN, VariantFormat.AUTO, 80, "", false);

        assertThat(wide.size(2_000, 20_000)).isEqualTo(new PixelSize(819, 8_192));
        assertThat(tall.size(20_000, 2_000)).isEqualTo(new PixelSize(8_192, 819));
        assertThat(wide.size(2_000, 10_000)).isEqualTo(new PixelSize(1_600, 8_000));
    }

    @Test
    void a_side_grows_only_when_the_other_is_small() {
        assertThat(Scaling.steps(new PixelSize(1, 1_500), new PixelSize(1_600, 300)))
                .containsExactly(new PixelSize(1, 750), new PixelSize(1, 375), new PixelSize(1_600, 300));
        assertThat(Scaling.steps(new PixelSize(400, 300), new PixelSize(400, 300)))
                .containsExactly(new PixelSize(400, 300));
        assertThat(Scaling.steps(new PixelSize(1_000, 700), new PixelSize(300, 200)))
                .containsExactly(new PixelSize(500, 350), new PixelSize(300, 200));
    }
}
