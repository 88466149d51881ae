package org.storedfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What was opened to see the type of a staged file is closed, although the storage goes by its path. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StagedHandlesTest {
    @TempDir
    Path folder;

    @Test
    void nothing_stays_open() throws IOException {
        Path file = Files.write(folder.resolve("front.txt"), "bytes".getBytes(UTF_8));
        AtomicInteger open = new AtomicInteger();
        try (StoredFiles files = StoredFiles.builder()
                .storage("default", FileSystemStorage.in(folder.resolve("files")))
                .build()) {
            FileRef staged = files.staged().store("front.txt", new OnDisk(file, open));

            assertThat(staged.size()).isEqualTo(5);
        }

        assertThat(open).hasValue(0);
    }

    private record OnDisk(Path file, AtomicInteger opened) implements Content {
        @Override
        public InputStream open() throws IOException {
            opened.incrementAndGet();
            return new FilterInputStream(Files.newInputStream(file)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    opened.decrementAndGet();
                }
            };
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(5);
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Optional<Path> path() {
            return Optional.of(file);
        }
    }
}
