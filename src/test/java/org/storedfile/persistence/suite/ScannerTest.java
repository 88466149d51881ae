package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.StoredFile;
import org.storedfile.UploadTo;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;

/** A scanner sees what is stored, and what it refuses is not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScannerTest {
    private final Recording scanner = new Recording();

    @TempDir
    private Path folder;

    private Unit unit = unit(scanner);

    @AfterEach
    void stop() {
        unit.close();
    }

    @Test
    void it_sees_all_bytes_and_whose_they_are() {
        Album album = new Album(FileRef.of("front.png", new ByteArrayInputStream("pixels".getBytes(UTF_8))));

        unit.save(album);

        assertThat(scanner.seen).hasToString("pixels");
        assertThat(scanner.begun).containsExactly(new UploadTo.Upload(album, "cover", "front.png"));
        assertThat(scanner.calls).containsExactly("begin", "finish", "close");
        assertThat(unit.storage().text(album.cover.key())).isEqualTo("pixels");
    }

    @Test
    void it_sees_a_file_that_a_folder_would_copy_by_itself() throws IOException {
        Path source = Files.writeString(folder.resolve("front.png"), "pixels");
        restart(scanner, FileSystemStorage.builder(folder.resolve("files")).build());

        unit.save(new Album(FileRef.of(source)));

        assertThat(scanner.seen).hasToString("pixels");
    }

    @Test
    void what_it_refuses_is_not_published() {
        scanner.refuses = "virus";

        Album album = new Album(FileRef.of("front.png", "a virus in it"));

        assertThatThrownBy(() -> unit.save(album))
                .hasStackTraceContaining("StoredFileException: the file 'front.png' of Album.cover could not be stored")
                .hasStackTraceContaining("FileRefusedException: found virus");
        assertThat(unit.storage().keys()).isEmpty();
        assertThat(unit.rows("select id from Album")).isEmpty();
        assertThat(album.cover.isStored()).isFalse();
        assertThat(scanner.calls).endsWith("close");
    }

    @Test
    void it_judges_before_a_storage_has_the_last_byte() {
        scanner.refuses = "virus";
        Announced storage = new Announced();
        restart(scanner, storage);

        String longerThanTheHead = "virus" + " ".repeat(100_000);
        assertThatThrownBy(() -> unit.save(new Album(FileRef.of("front.png", longerThanTheHead))))
                .hasStackTraceContaining("found virus");

        assertThat(storage.published).isEmpty();
    }

    @Test
    void a_file_is_refused_while_it_cannot_be_scanned() {
        scanner.broken = "next";

        assertThatThrownBy(() -> unit.save(new Album(FileRef.of("front.png", "pixels"))))
                .hasStackTraceContaining("the scanner is down");
        assertThat(unit.storage().keys()).isEmpty();
    }

    @Test
    void a_file_is_let_through_while_it_cannot_be_scanned_if_that_is_said() {
        for (String step : List.of("begin", "next", "finish")) {
            scanner.broken = step;
            restart(scanner.orAccept());
            Album album = new Album(FileRef.of("front.png", "pixels"));

            unit.save(album);

            assertThat(unit.storage().text(album.cover.key())).isEqualTo("pixels");
        }
    }

    @Test
    void a_virus_is_refused_by_a_scanner_that_may_fail() {
        scanner.refuses = "virus";
        restart(scanner.orAccept());

        assertThatThrownBy(() -> unit.save(new Album(FileRef.of("front.png", "virus"))))
                .hasStackTraceContaining("found virus");
    }

    @Test
    void a_copy_of_a_stored_file_is_not_scanned_again() {
        Album album = unit.save(new Album(FileRef.of("front.png", "pixels")));
        scanner.calls.clear();

        unit.save(new Album(album.cover.copy()));

        assertThat(scanner.calls).isEmpty();
    }

    @Test
    void nothing_is_scanned_when_files_are_loaded() {
        Album album = unit.save(new Album(FileRef.of("front.png", "pixels")));
        scanner.calls.clear();

        unit.commit(em -> em.find(Album.class, album.id).title = "other");

        assertThat(scanner.calls).isEmpty();
    }

    @Test
    void it_sees_an_image_once_wherever_it_comes_from() throws IOException {
        byte[] image = TestImages.encoded("png", 300, 200);
        Path source = Files.write(folder.resolve("front.png"), image);

        for (FileRef file : List.of(
                FileRef.of(source),
                FileRef.of("front.png", new ByteArrayInputStream(image)),
                FileRef.of("front.png", image))) {
            scanner.calls.clear();
            scanner.seen.reset();
            restartWithImages();

            unit.save(picture(file));

            assertThat(scanner.calls).containsExactly("begin", "finish", "close");
            assertThat(scanner.seen.toByteArray()).isEqualTo(image);
        }
    }

    @Test
    void siblings_constraints_and_the_scanner_share_one_pass_over_the_bytes() throws IOException {
        byte[] image = Arrays.copyOf(TestImages.encoded("png", 30, 20), 200_000);

        for (Storage storage : List.of(
                new RecordingStorage(),
                FileSystemStorage.builder(folder.resolve("files")).build())) {
            scanner.seen.reset();
            restartWithChecked(storage);
            Counted content = new Counted(image);
            Checked checked = new Checked(FileRef.of("front.png", content));

            unit.commit(em -> {
                em.persist(checked);
                // EclipseLink checks constraints there, too.
                content.reads.clear();
            });

            // The constraint on its type needs the first bytes before any file of the flush is stored.
            assertThat(content.reads).hasSize(2);
            assertThat(content.reads.get(0)).hasValue(ContentTypeDetector.HEAD_LENGTH);
            assertThat(content.reads.get(1)).hasValue(image.length);
            assertThat(scanner.seen.toByteArray()).isEqualTo(image);
            assertThat(checked.type).isEqualTo("image/png");
            assertThat(checked.checksum).hasSize(64);
        }
    }

    @Test
    void it_sees_nothing_of_an_image_that_cannot_be_decoded() throws IOException {
        byte[] image = TestImages.encoded("png", 300, 200);
        image[image.length - 60] ^= 1;
        Path source = Files.write(folder.resolve("front.png"), image);
        restartWithImages();

        assertThatThrownBy(() -> unit.save(picture(FileRef.of(source))))
                .hasStackTraceContaining("is damaged or cut off");
        assertThat(scanner.calls).isEmpty();
    }

    private static ImageTest.Picture picture(FileRef file) {
        ImageTest.Picture picture = new ImageTest.Picture();
        picture.image = file;
        return picture;
    }

    private void restartWithImages() {
        unit.close();
        unit = Unit.of(ImageTest.Picture.class)
                .files(files -> files.scanner(scanner))
                .start();
    }

    private void restartWithChecked(Storage storage) {
        unit.close();
        unit = Unit.of(Checked.class)
                .with("jakarta.persistence.validation.mode", "callback")
                .storage("other", () -> storage)
                .files(files -> files.scanner(scanner).storageForNewFiles("other"))
                .start();
    }

    private void restart(FileScanner other) {
        unit.close();
        unit = unit(other);
    }

    private void restart(FileScanner other, Storage storage) {
        unit.close();
        unit = Unit.of(Album.class)
                .storage("other", () -> storage)
                .files(files -> files.scanner(other).storageForNewFiles("other"))
                .start();
    }

    private static Unit unit(FileScanner scanner) {
        return Unit.of(Album.class).files(files -> files.scanner(scanner)).start();
    }

    /** Has a file of which all is known and asked. */
    @Entity(name = "Checked")
    public static class Checked {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(contentTypeAttribute = "type", checksumAttribute = "checksum")
        @FileSize(max = "1 MB")
        @FileType("image/*")
        FileRef file;

        String type;
        String checksum;

        protected Checked() {}

        Checked(FileRef file) {
            this.file = file;
        }
    }

    /** Counts the bytes that are read each time it is opened. */
    private record Counted(Content content, List<AtomicLong> reads) implements Content {
        Counted(byte[] bytes) {
            this(Content.of(bytes), new CopyOnWriteArrayList<>());
        }

        @Override
        public InputStream open() throws IOException {
            AtomicLong count = new AtomicLong();
            reads.add(count);
            return new FilterInputStream(content.open()) {
                @Override
                public int read() throws IOException {
                    int next = super.read();
                    count.addAndGet(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] target, int offset, int most) throws IOException {
                    int length = super.read(target, offset, most);
                    count.addAndGet(Math.max(0, length));
                    return length;
                }
            };
        }

        @Override
        public OptionalLong length() {
            return content.length();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /** Writes down what it sees. */
    private static final class Recording implements FileScanner {
        private final List<String> calls = new ArrayList<>();
        private final List<UploadTo.Upload> begun = new ArrayList<>();
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private String refuses = "nothing";
        private String broken = "nothing";

        @Override
        public Scan begin(UploadTo.Upload upload) throws IOException {
            calls.add("begin");
            begun.add(upload);
            failOn("begin");
            return new Scan() {
                @Override
                public void next(byte[] bytes, int offset, int length) throws IOException {
                    failOn("next");
                    seen.write(bytes, offset, length);
                }

                @Override
                public void finish() throws IOException {
                    calls.add("finish");
                    failOn("finish");
                    if (seen.toString(UTF_8).contains(refuses)) {
                        throw new FileRefusedException("found " + refuses);
                    }
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            };
        }

        private void failOn(String step) throws IOException {
            if (broken.equals(step)) {
                throw new IOException("the scanner is down");
            }
        }
    }

    /** Takes as many bytes as announced, and never looks whether there are more. */
    private static final class Announced implements Storage {
        private final List<String> published = new ArrayList<>();

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            int length = (int) content.length().orElseThrow();
            try (InputStream in = content.open()) {
                published.add(new String(in.readNBytes(length), UTF_8));
            }
            return new StoredObject(key, length, java.time.Instant.EPOCH);
        }

        @Override
        public InputStream read(Key key, org.storedfile.storage.ByteRange range) {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.util.Optional<StoredObject> find(Key key) {
            return java.util.Optional.empty();
        }

        @Override
        public void delete(java.util.Collection<Key> keys) {
            // There is nothing.
        }

        @Override
        public java.util.stream.Stream<StoredObject> list(String prefix) {
            return java.util.stream.Stream.empty();
        }
    }
}
