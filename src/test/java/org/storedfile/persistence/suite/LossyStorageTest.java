package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.TestContents;

/** A storage that loses bytes and does not notice: no row is committed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossyStorageTest {
    private static final Lossy LOSSY = new Lossy();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Keepsake.class).storage("lossy", () -> LOSSY);

    @Test
    void bytes_that_were_read_and_not_stored_fail_the_flush() {
        assertRefused(FileRef.of("scan.bin", TestContents.unknownLength(new byte[100])), "99 bytes were stored");
    }

    @Test
    void bytes_that_were_announced_and_not_stored_fail_the_flush() {
        assertRefused(FileRef.of("scan.bin", new byte[100]), "99 bytes were stored");
    }

    private static void assertRefused(FileRef scan, String fault) {
        Keepsake entity = new Keepsake();
        entity.scan = scan;

        assertThatThrownBy(() -> UNIT.save(entity))
                .hasStackTraceContaining("the file 'scan.bin' of Keepsake.scan could not be stored")
                .hasStackTraceContaining(fault);

        assertThat(LOSSY.kept.keys()).isEmpty();
        assertThat(scan.isStored()).isFalse();
        assertThat(UNIT.rows("select id from Keepsake")).isEmpty();
    }

    /** Reads all bytes and stores all but the last. */
    private static final class Lossy implements Storage {
        private final RecordingStorage kept = new RecordingStorage();

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            try (InputStream in = content.open()) {
                byte[] bytes = in.readAllBytes();
                return kept.write(key, Content.of(Arrays.copyOf(bytes, bytes.length - 1)));
            }
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            return kept.read(key, range);
        }

        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            return kept.find(key);
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            kept.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            return kept.list(prefix);
        }
    }

    /** Lies in the lossy storage. */
    @Entity(name = "Keepsake")
    public static class Keepsake {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "lossy")
        FileRef scan;
    }
}
