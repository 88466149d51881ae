package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** How files become objects without passing through the process. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransferTest {
    private static final Key KEY = Key.of("folder/large.bin");
    private static final int STRETCHES = 5;

    @TempDir
    private Path root;

    @TempDir
    private Path temp;

    private Path source;
    private Storage storage;

    @BeforeEach
    void makeSource() throws IOException {
        storage = FileSystemStorage.builder(root).durability(Durability.NONE).build();
        source = temp.resolve("large.bin");
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(STRETCHES * Transfer.STRETCH - 1);
            file.seek(2 * Transfer.STRETCH);
            file.write(7);
        }
    }

    @Test
    void a_file_of_many_stretches_arrives_unchanged() throws IOException {
        storage.write(KEY, Content.of(source));

        assertThat(root.resolve(KEY.value())).hasSameBinaryContentAs(source);
    }

    @Test
    void what_is_no_longer_wanted_is_not_copied_on() {
        Watched content = new Watched(3);

        assertThatThrownBy(() -> storage.write(KEY, content))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/large.bin': no longer wanted");

        assertThat(content.asked).isEqualTo(3);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void what_is_wanted_is_asked_before_each_stretch_and_never_opened() throws IOException {
        Watched content = new Watched(Integer.MAX_VALUE);

        storage.write(KEY, content);

        assertThat(content.asked).isGreaterThanOrEqualTo(STRETCHES);
    }

    /** Is no longer wanted when it is asked so often, and cannot be opened. */
    private final class Watched implements Content {
        private final int last;
        private int asked;

        private Watched(int last) {
            this.last = last;
        }

        @Override
        public InputStream open() throws IOException {
            throw new IOException("opened");
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(source.toFile().length());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Optional<Path> path() {
            return Optional.of(source);
        }

        @Override
        public void requireWanted() throws IOException {
            asked++;
            if (asked == last) {
                throw new IOException("no longer wanted");
            }
        }
    }
}
