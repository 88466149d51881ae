package org.storedfile.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Java in the README comes from a source that is compiled here. The line before its block names the source:
 * {@code <!-- from src/test/java/org/storedfile/readme/AlbumTest.java -->}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- from (src/test/java/\\S+\\.java) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Test
    void every_example_stands_in_a_source_that_is_compiled() throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(README)).results().toList();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> {
            assertThat(block.group(1)).as("the source of\n%s", block.group(2)).isNotNull();
            assertThat(normalized(Files.readString(Path.of(block.group(1)))))
                    .as("%s, which the README quotes", block.group(1))
                    .contains(normalized(block.group(2)));
        });
    }

    @Test
    void the_README_can_be_read_in_one_sitting() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(243);
    }

    private static String normalized(String code) {
        return SPACE.matcher(code).replaceAll(" ").strip();
    }
}
