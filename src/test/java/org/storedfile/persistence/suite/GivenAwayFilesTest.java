package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.FileScanner;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Temporary files that their owner moves into a folder at flush. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GivenAwayFilesTest {
    @TempDir
    private Path folder;

    private Path upload;
    private Unit unit;

    @BeforeEach
    void start() throws IOException {
        upload = Files.writeString(folder.resolve("upload"), "pixels");
        unit = unit().start();
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    @Test
    void a_commit_makes_it_the_file_of_the_row() throws IOException {
        Object inode = inode(upload);

        Album album = unit.save(new Album(FileRef.of("front.png", new Given(upload))));

        assertThat(inode(object(album))).isEqualTo(inode);
        assertThat(object(album)).hasContent("pixels");
        assertThat(upload).doesNotExist();
    }

    @Test
    void a_rollback_takes_it_along_and_a_second_attempt_says_why() throws IOException {
        FileRef cover = FileRef.of("front.png", new Given(upload));
        unit.rollback(em -> em.persist(new Album(cover)));
        assertThat(folder.resolve("files")).isEmptyDirectory();

        assertThatThrownBy(() -> unit.save(new Album(cover))).hasStackTraceContaining("the file was moved");
    }

    @Test
    void what_a_scanner_must_see_is_copied() throws IOException {
        unit.close();
        List<Byte> seen = new ArrayList<>();
        FileScanner scanner = any -> new FileScanner.Scan() {
            @Override
            public void next(byte[] bytes, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    seen.add(bytes[offset + i]);
                }
            }

            @Override
            public void finish() {} // Nothing is refused.

            @Override
            public void close() {}
        };
        unit = unit().files(files -> files.storageForNewFiles("disk").scanner(scanner))
                .start();

        Album album = unit.save(new Album(FileRef.of("front.png", new Given(upload))));

        assertThat(seen).hasSize("pixels".getBytes(UTF_8).length);
        assertThat(object(album)).hasContent("pixels");
        assertThat(upload).exists();
    }

    private Unit unit() {
        return Unit.of(Album.class)
                .storage("disk", () -> FileSystemStorage.in(folder.resolve("files")))
                .files(files -> files.storageForNewFiles("disk"));
    }

    private Path object(Album album) {
        return folder.resolve("files").resolve(album.cover.key());
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** A file that goes where it is told, once. */
    private record Given(Path file) implements Content {
        @Override
        public InputStream open() throws IOException {
            if (!Files.exists(file)) {
                throw new IOException("the file was moved");
            }
            return Files.newInputStream(file);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of("pixels".length());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public boolean moveTo(Path target) throws IOException {
            Files.move(file, target);
            return true;
        }
    }
}
