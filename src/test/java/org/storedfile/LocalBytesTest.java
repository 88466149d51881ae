package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    void a_temporary_file_gets_one_more_name() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[10]);
        Path target = folder.resolve("b.png");

        try (LocalBytes temporary = LocalBytes.of(Content.ofTemporary(file))) {
            assertThat(temporary.moveTo(target)).isTrue();
            assertThat(temporary.open()).hasBinaryContent(new byte[10]);
        }

        assertThat(Files.isSameFile(target, file)).isTrue();
    }

    @Test
    void a_file_of_others_gets_none() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[10]);
        Path target = folder.resolve("b.png");

        try (LocalBytes own = LocalBytes.of(Content.of(file))) {
            assertThat(own.moveTo(target)).isFalse();
        }

        assertThat(target).doesNotExist();
    }

    @Test
    void a_temporary_file_that_was_replaced_gets_none_and_is_read_as_it_was() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[10]);
        Path target = folder.resolve("b.png");

        try (LocalBytes temporary = LocalBytes.of(Content.ofTemporary(file))) {
            Files.move(Files.write(folder.resolve("c.png"), new byte[20]), file, StandardCopyOption.REPLACE_EXISTING);

            assertThat(temporary.moveTo(target)).isFalse();
            assertThat(temporary.open()).hasBinaryContent(new byte[10]);
        }

        assertThat(target).doesNotExist();
    }

    @Test
    void nobody_is_told_the_name_of_a_file() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[10]);

        try (LocalBytes own = LocalBytes.of(Content.of(file));
                LocalBytes temporary = LocalBytes.of(Content.ofTemporary(file))) {
            assertThat(own.path()).isEmpty();
            assertThat(temporary.path()).isEmpty();
            assertThat(temporary.isTakeable()).isFalse();
        }
    }
}
