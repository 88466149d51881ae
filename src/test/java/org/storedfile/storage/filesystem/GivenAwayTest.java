package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** Files whose owner moves them into the storage, as a servlet container its temporary ones. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GivenAwayTest {
    private static final Key KEY = Key.of("d/file");

    @TempDir
    Path temp;

    private Path upload;

    @BeforeEach
    void makeUpload() throws IOException {
        upload = Files.writeString(temp.resolve("upload"), "bytes");
    }

    @Test
    void it_becomes_the_object_and_nothing_else_is_left() throws IOException {
        Object inode = inode(upload);

        builder().build().write(KEY, given(file -> Files.move(upload, file)));

        assertThat(inode(object())).isEqualTo(inode);
        assertThat(object()).hasContent("bytes");
        assertThat(upload).doesNotExist();
        assertThat(object().getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void it_becomes_the_object_where_there_are_no_links() throws IOException {
        Storage storage = builder()
                .linker((link, existing) -> {
                    throw new UnsupportedOperationException("no links");
                })
                .build();

        storage.write(KEY, given(file -> Files.move(upload, file)));

        assertThat(object()).hasContent("bytes");
        assertThat(object().getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void a_key_that_is_taken_leaves_it_to_its_owner() throws IOException {
        Storage storage = builder().build();
        storage.write(KEY, Content.of(new byte[0]));

        assertThatThrownBy(() -> storage.write(KEY, given(file -> Files.move(upload, file))))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(upload).hasContent("bytes");
        assertThat(object()).isEmptyFile();
    }

    @Test
    void what_could_not_be_moved_is_copied() throws IOException {
        builder().build().write(KEY, given(file -> {
            Files.writeString(file, "byt");
            throw new IOException("the disk of the owner is gone");
        }));

        assertThat(object()).hasContent("bytes");
        assertThat(object().getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void what_was_moved_in_part_is_refused() throws IOException {
        assertIsRefused(builder().build(), given(file -> Files.writeString(file, "byt")), "has only 3 bytes where 5");
    }

    @Test
    void a_disk_that_fails_leaves_nothing() throws IOException {
        Disk gone = new Disk() {
            @Override
            public void force(Path folder) {}

            @Override
            public void force(Path file, FileChannel bytes) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertIsRefused(builder().disk(gone).build(), given(file -> Files.move(upload, file)), "the disk is gone");
    }

    @Test
    void a_key_that_is_deleted_before_the_bytes_are_moved_is_not_there_afterwards() throws IOException {
        Storage storage = builder().build();

        Content content = given(file -> {
            storage.delete(List.of(KEY));
            Files.createDirectories(file.getParent());
            Files.move(upload, file);
        });

        assertIsRefused(storage, content, "deleted while it was written");
    }

    @Test
    void a_key_that_is_deleted_after_the_bytes_were_moved_is_not_there_afterwards() throws IOException {
        Storage storage = builder().build();

        Content content = given(file -> {
            Files.move(upload, file);
            Path held = Files.createLink(temp.resolve("held"), file);
            storage.delete(List.of(KEY));
            assertThat(file).doesNotExist();
            assertThat(held).exists();
        });

        assertIsRefused(storage, content, "deleted while it was written");
    }

    @Test
    void a_second_writer_of_the_key_copies_and_does_not_meet_the_bytes_of_the_first() throws IOException {
        Storage storage = builder().build();
        Path other = Files.writeString(temp.resolve("other"), "other");

        assertThatThrownBy(() -> storage.write(KEY, given(file -> {
                    storage.write(KEY, given(other, second -> Files.move(other, second)));
                    Files.move(upload, file);
                })))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(object()).hasContent("other");
        assertThat(other).exists();
        assertThat(object().getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void what_a_dead_writer_left_goes_with_its_key() throws IOException {
        Storage storage = builder().build();
        Files.createDirectories(object().getParent());
        Files.writeString(object().resolveSibling(".file.partial"), "");
        Files.writeString(object().resolveSibling(".file.partial-moved"), "bytes");
        assertThat(storage.list("").toList()).isEmpty();

        storage.delete(List.of(KEY));

        assertThat(temp.resolve("root")).isEmptyDirectory();
    }

    @Test
    void it_gets_the_permissions_and_the_time_of_an_object() throws IOException {
        Files.setPosixFilePermissions(upload, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(upload, FileTime.from(Instant.EPOCH));
        Storage storage = builder().build();
        storage.write(Key.of("usual"), Content.of("x".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        storage.write(KEY, given(file -> Files.move(upload, file)));

        assertThat(Files.getPosixFilePermissions(object()))
                .isEqualTo(Files.getPosixFilePermissions(temp.resolve("root/usual")));
        assertThat(Files.getLastModifiedTime(object()).toInstant()).isAfter(Instant.EPOCH.plusSeconds(1));
    }

    @Test
    void it_gets_the_permissions_that_were_set() throws IOException {
        builder()
                .fileMode(PosixFilePermissions.fromString("rw-r-----"))
                .build()
                .write(KEY, given(file -> Files.move(upload, file)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(object())))
                .isEqualTo("rw-r-----");
    }

    private void assertIsRefused(Storage storage, Content content, String reason) throws IOException {
        assertThatThrownBy(() -> storage.write(KEY, content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);

        try (Stream<Path> left = Files.walk(temp.resolve("root"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Content given(Move move) {
        return given(upload, move);
    }

    private static Content given(Path source, Move move) {
        return new Given(source, move);
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private FileSystemStorageBuilder builder() {
        return FileSystemStorage.builder(temp.resolve("root"));
    }

    private Path object() {
        return temp.resolve("root/d/file");
    }

    private interface Move {
        void to(Path file) throws IOException;
    }

    /** A file of five bytes and the way in which its owner moves it. */
    private record Given(Path source, Move move) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(source);
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
        public boolean moveTo(Path file) throws IOException {
            move.to(file);
            return true;
        }
    }
}
