package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PixelMemoryTest {
    private static final long ALL = 16 << 20;

    private final PixelMemory memory = new PixelMemory(ALL);

    // The limit is for a wait that never ends.
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void little_is_taken_while_others_have_all() throws IOException {
        String done = memory.taking(ALL, () -> memory.taking(1 << 20, () -> "done"));

        assertThat(done).isEqualTo("done");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void what_is_taken_is_given_back() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(memory.taking(10 * ALL, () -> "done")).isEqualTo("done");
        }
    }
}
