package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

/** Checksums that the storage keeps are compared, and no byte is read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoredChecksumsTest {
    private static final String OTHER = "0".repeat(64);

    private final MemoryStorage storage = new MemoryStorage();
    private final List<Finding> found = new ArrayList<>();

    @BeforeEach
    void objects() throws IOException {
        for (String key : List.of("right.txt", "wrong.txt", "unsaid.txt")) {
            storage.write(Key.of(key), Content.of("bytes".getBytes(UTF_8)));
        }
    }

    @Test
    void verify_compares_them_with_those_of_the_rows() throws Exception {
        MaintenanceReport report = verify(new Unread(storage, true));

        assertThat(found)
                .extracting(Finding::problem, Finding::key)
                .containsExactly(tuple(Problem.WRONG_CHECKSUM, "wrong.txt"));
        assertThat(report.unchecked()).as("its row says none").isEqualTo(1);
        assertThat(found.get(0).detail()).contains("the row says " + OTHER);
    }

    @Test
    void a_storage_that_keeps_none_is_not_read_either_but_counted() throws Exception {
        MaintenanceReport report = verify(new Unread(storage, false));

        assertThat(found).isEmpty();
        assertThat(report.unchecked()).isEqualTo(3);
    }

    @Test
    void copy_compares_those_of_the_copies_without_reading_them_back() throws Exception {
        MemoryStorage archive = new MemoryStorage();
        try (StoredFiles files = StoredFiles.builder()
                        .storage("default", storage)
                        .storage("archive", new Unread(archive, true))
                        .build();
                Letters letters = new Letters()) {
            letters.add("right.txt");

            MaintenanceReport report = maintenance(files, letters)
                    .copy(CopyOptions.of("default", "archive").checksums(Checksums.STORED), listener());

            assertThat(found).isEmpty();
            assertThat(report.unchecked()).isZero();
            assertThat(letters.texts()).containsExactly("archive:right.txt");
        }
    }

    @Test
    void copies_that_tell_none_are_counted() throws Exception {
        try (StoredFiles files = StoredFiles.builder()
                        .storage("default", storage)
                        .storage("archive", new Unread(new MemoryStorage(), false))
                        .build();
                Letters letters = new Letters()) {
            letters.add("right.txt");

            MaintenanceReport report = maintenance(files, letters)
                    .copy(CopyOptions.of("default", "archive").checksums(Checksums.STORED), listener());

            assertThat(report.copied()).isEqualTo(1);
            assertThat(report.unchecked()).isEqualTo(1);
        }
    }

    @Test
    void a_copy_whose_checksum_is_another_is_removed_and_no_row_refers_to_it() throws Exception {
        MemoryStorage archive = new MemoryStorage();
        Storage damaging = new Unread(archive, true) {
            @Override
            public Optional<StoredObject> find(Key key) {
                return super.find(key)
                        .map(object -> new StoredObject(
                                key, object.size(), object.contentType(), object.lastModified(), Optional.of(OTHER)));
            }
        };
        try (StoredFiles files = StoredFiles.builder()
                        .storage("default", storage)
                        .storage("archive", damaging)
                        .build();
                Letters letters = new Letters()) {
            letters.add("right.txt");

            maintenance(files, letters)
                    .copy(CopyOptions.of("default", "archive").checksums(Checksums.STORED), listener());

            assertThat(found).extracting(Finding::problem).containsExactly(Problem.NOT_COPIED);
            assertThat(letters.texts()).containsExactly("right.txt");
            assertThat(archive.list("")).isEmpty();
        }
    }

    private MaintenanceReport verify(Storage verified) throws Exception {
        String sum = storage.find(Key.of("right.txt"))
                .flatMap(StoredObject::checksum)
                .orElseThrow();
        try (StoredFiles files =
                        StoredFiles.builder().storage("default", verified).build();
                Letters letters = new Letters()) {
            letters.addSaying("right.txt", sum);
            letters.addSaying("wrong.txt", OTHER);
            letters.add("unsaid.txt");

            return maintenance(files, letters).verify(VerifyOptions.DEFAULTS.checksums(Checksums.STORED), listener());
        }
    }

    private static FileMaintenance maintenance(StoredFiles files, Letters letters) {
        return FileMaintenance.builder(files).units(List.of(letters)).build();
    }

    private MaintenanceListener listener() {
        return new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        };
    }

    /** A storage whose bytes cannot be read. */
    private static class Unread implements Storage {
        private final MemoryStorage storage;
        private final boolean keepsChecksums;

        Unread(MemoryStorage storage, boolean keepsChecksums) {
            this.storage = storage;
            this.keepsChecksums = keepsChecksums;
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            return storage.write(key, content);
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            throw new IOException("nobody reads '" + key + "'");
        }

        @Override
        public Optional<StoredObject> find(Key key) {
            return storage.find(key).map(this::told);
        }

        @Override
        public void delete(Collection<Key> keys) {
            storage.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) {
            return storage.list(prefix).map(this::told);
        }

        private StoredObject told(StoredObject object) {
            return keepsChecksums ? object : new StoredObject(object.key(), object.size(), object.lastModified());
        }
    }
}
