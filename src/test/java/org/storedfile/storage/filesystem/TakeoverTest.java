package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Temporary files of others that become objects without being copied. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeoverTest {
    private static final Key KEY = Key.of("d/file");

    @TempDir
    Path temp;

    private Path upload;

    @BeforeEach
    void makeUpload() throws IOException {
        upload = Files.writeString(temp.resolve("upload"), "bytes");
    }

    @Test
    void a_temporary_file_on_the_same_volume_is_not_copied() throws IOException {
        Storage storage = builder().build();

        storage.write(KEY, Content.ofTemporary(upload));

        assertThat(Files.isSameFile(object(), upload)).isTrue();
        assertThat(object().getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void any_other_file_is_copied() throws IOException {
        builder().build().write(KEY, Content.of(upload));

        assertThat(Files.isSameFile(object(), upload)).isFalse();
        assertThat(object()).hasContent("bytes");
    }

    @Test
    void the_object_outlives_the_temporary_file() throws IOException {
        builder().build().write(KEY, Content.ofTemporary(upload));

        Files.delete(upload);

        assertThat(object()).hasContent("bytes");
    }

    @Test
    void the_temporary_file_outlives_the_object_so_that_a_rolled_back_write_can_be_tried_again() throws IOException {
        Storage storage = builder().build();
        Content content = Content.ofTemporary(upload);
        storage.write(KEY, content);
        storage.delete(List.of(KEY));

        storage.write(Key.of("again"), content);

        assertThat(temp.resolve("root/again")).hasContent("bytes");
        assertThat(upload).hasContent("bytes");
    }

    @Test
    void a_takeover_that_fails_leaves_the_temporary_file_and_nothing_else() throws IOException {
        Storage storage = builder().disk(new Gone()).build();

        assertThatThrownBy(() -> storage.write(KEY, Content.ofTemporary(upload)))
                .hasMessageContaining("the disk is gone");

        assertThat(upload).hasContent("bytes");
        assertThat(temp.resolve("root")).isEmptyDirectory();
    }

    /** As Linux shows a folder whose remover was interrupted before it had told of it. */
    @Test
    void a_folder_that_takes_long_to_be_gone_does_not_fail_the_write() throws IOException {
        AtomicInteger left = new AtomicInteger(150);
        Storage storage = builder()
                .linker((link, existing) -> {
                    if (left.getAndDecrement() > 0) {
                        throw new NoSuchFileException(link.toString());
                    }
                    Files.createLink(link, existing);
                })
                .build();

        storage.write(KEY, Content.ofTemporary(upload));

        assertThat(object()).hasContent("bytes");
    }

    @Test
    void where_there_are_no_links_it_is_copied() throws IOException {
        Storage storage = builder()
                .linker((link, existing) -> {
                    throw new FileSystemException(link.toString(), existing.toString(), "Invalid cross-device link");
                })
                .build();

        storage.write(KEY, Content.ofTemporary(upload));

        assertThat(Files.isSameFile(object(), upload)).isFalse();
        assertThat(object()).hasContent("bytes");
    }

    @Test
    void what_a_symbolic_link_names_is_copied() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), upload);

        builder().build().write(KEY, Content.ofTemporary(link));

        assertThat(object()).isRegularFile();
        assertThat(Files.isSymbolicLink(object())).isFalse();
        assertThat(Files.isSameFile(object(), upload)).isFalse();
    }

    @Test
    void a_file_that_changed_is_refused() throws IOException {
        Storage storage = builder().build();
        Content content = Content.ofTemporary(upload);
        Files.writeString(upload, "more bytes");

        assertThatThrownBy(() -> storage.write(KEY, content)).hasMessageContaining("has more bytes where 5");

        assertThat(temp.resolve("root")).isEmptyDirectory();
    }

    // Its time alone keeps a sweep from taking it for left over while its transaction runs.
    @Test
    void it_is_as_old_as_its_object() throws IOException {
        Instant before = makeOld(upload);

        builder().build().write(KEY, Content.ofTemporary(upload));

        assertThat(Files.isSameFile(object(), upload)).isTrue();
        assertThat(Files.getLastModifiedTime(object()).toInstant()).isAfter(before);
    }

    @Test
    void a_copy_of_an_old_object_is_new() throws IOException {
        FileSystemStorage storage = builder().build();
        storage.write(KEY, Content.of(upload));
        Instant before = makeOld(object());

        StoredObject copy = storage.copy(KEY, Key.of("copy"));

        assertThat(copy.lastModified()).isAfter(before);
        assertThat(storage.list("copy")).singleElement().isEqualTo(copy);
    }

    // By its time, readers tell whether an object is still the one that they have a part of.
    @Test
    void a_copy_leaves_the_time_of_its_source() throws IOException {
        FileSystemStorage storage = builder().build();
        storage.write(KEY, Content.of(upload));
        for (Duration age : List.of(Duration.ofMinutes(1), Duration.ofDays(30))) {
            Files.setLastModifiedTime(object(), FileTime.from(Instant.now().minus(age)));
            StoredObject source = storage.find(KEY).orElseThrow();

            storage.copy(KEY, Key.of("copy-" + age));

            assertThat(storage.find(KEY)).contains(source);
        }
    }

    @Test
    void a_copy_of_a_young_object_is_one_more_name_for_it() throws IOException {
        FileSystemStorage storage = builder().build();
        storage.write(KEY, Content.of(upload));

        storage.copy(KEY, Key.of("copy"));

        assertThat(Files.isSameFile(object(), storage.path(Key.of("copy")))).isTrue();
        assertThat(storage.read(Key.of("copy"))).hasContent("bytes");
    }

    @Test
    void it_gets_the_permissions_of_the_storage() throws IOException {
        Files.setPosixFilePermissions(upload, PosixFilePermissions.fromString("rw-------"));

        builder()
                .fileMode(PosixFilePermissions.fromString("rw-r-----"))
                .build()
                .write(KEY, Content.ofTemporary(upload));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(object())))
                .isEqualTo("rw-r-----");
    }

    // Returns a time that is before now, and far behind what the file says.
    private static Instant makeOld(Path file) throws IOException {
        Instant now = Instant.now();
        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(30))));
        return now.minusSeconds(60);
    }

    @Test
    void it_is_open_for_writing_when_it_is_flushed_as_Windows_needs_it() throws IOException {
        AtomicInteger flushed = new AtomicInteger();
        Storage storage = builder().disk(new Written(flushed)).build();

        storage.write(KEY, Content.ofTemporary(upload));

        assertThat(flushed).hasValue(1);
        assertThat(object()).hasContent("bytes");
    }

    // Root may write whatever the permissions say, so this proves something for other users only.
    @Test
    void one_that_is_read_only_is_taken_over_all_the_same() throws IOException {
        Files.setPosixFilePermissions(upload, PosixFilePermissions.fromString("r--r--r--"));

        builder().build().write(KEY, Content.ofTemporary(upload));

        assertThat(Files.isSameFile(object(), upload)).isTrue();
    }

    private FileSystemStorageBuilder builder() {
        return FileSystemStorage.builder(temp.resolve("root"));
    }

    private Path object() {
        return temp.resolve("root/d/file");
    }

    /** A disk that flushes only what may be written. */
    private record Written(AtomicInteger flushed) implements Disk {
        @Override
        public void force(Path folder) {}

        @Override
        public void force(Path file, FileChannel bytes) throws IOException {
            assertThat(bytes.write(ByteBuffer.allocate(0))).isZero();
            flushed.incrementAndGet();
        }
    }

    /** A disk that takes no bytes. */
    private static final class Gone implements Disk {
        @Override
        public void force(Path folder) {}

        @Override
        public void force(Path file, FileChannel bytes) throws IOException {
            throw new IOException("the disk is gone");
        }
    }
}
