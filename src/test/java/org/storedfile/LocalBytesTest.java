package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalBytesTest {
    @TempDir
    private Path folder;

    @Test
    void of_a_temporary_file_a_storage_may_take_it_over() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[10]);

        try (LocalBytes own = LocalBytes.of(Content.of(file));
                LocalBytes temporary = LocalBytes.of(Content.ofTemporary(file))) {
            assertThat(own.isTakeable()).isFalse();
            assertThat(temporary.isTakeable()).isTrue();
            assertThat(temporary.path()).contains(file);
        }
    }
}
