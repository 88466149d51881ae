package org.storedfile.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whoever changes what users see, writes it down: {@code mvn test -Dtest=PublicApiTest -DupdatePublicApi}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublicApiTest {
    private static final Path PROMISED = Path.of("src/test/resources/public-api.txt");

    @Test
    void the_public_types_and_members_are_those_that_are_written_down() throws IOException {
        List<String> found = PublicApi.lines();
        if (System.getProperty("updatePublicApi") != null) {
            Files.write(PROMISED, found);
        }

        assertThat(found)
                .as(
                        "what is public now, compared with %s; if that is meant, run"
                                + " 'mvn test -Dtest=PublicApiTest -DupdatePublicApi' and add a CHANGELOG line",
                        PROMISED)
                .containsExactlyElementsOf(Files.readAllLines(PROMISED));
    }
}
