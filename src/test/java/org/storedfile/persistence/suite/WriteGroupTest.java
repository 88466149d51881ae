package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.WriteGroup;
import org.storedfile.storage.memory.MemoryStorage;

/** The files of a flush in a storage that makes many durable together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WriteGroupTest {
    private final Grouping storage = new Grouping();
    private final Unit unit = Unit.of(Album.class, Shown.class)
            .storage("grouping", () -> storage)
            .files(files -> files.storageForNewFiles("grouping"))
            .start();

    @AfterEach
    void stop() {
        unit.close();
    }

    @Test
    void are_made_durable_once_when_all_are_written_and_before_any_row_is() {
        storage.beforeFinish = () -> storage.calls.add("rows "
                + unit.sql().all("insert").stream()
                        .filter(sql -> sql.contains("Album"))
                        .count());

        unit.commit(em -> IntStream.range(0, 20).forEach(i -> em.persist(new Album(FileRef.of(i + ".png", "pixels")))));

        assertThat(storage.calls.subList(0, 20)).containsOnly("write");
        assertThat(storage.calls.subList(20, storage.calls.size())).containsExactly("rows 0", "finish");
    }

    @Test
    void that_the_storage_copies_itself_are_made_durable_once_with_those_that_are_written() throws IOException {
        List<FileRef> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(
                    unit.save(new Album(FileRef.of(i + ".png", "pixels"))).cover.copy());
            files.add(StoredFiles.current().staged("grouping").store("staged.png", Content.of(new byte[] {1, 2, 3})));
            files.add(FileRef.of("new-" + i + ".png", "pixels"));
        }
        storage.calls.clear();

        unit.commit(em -> files.forEach(file -> em.persist(new Album(file))));

        assertThat(storage.calls.subList(0, 15))
                .containsOnly("copy", "write")
                .filteredOn("copy"::equals)
                .hasSize(10);
        assertThat(storage.calls.subList(15, storage.calls.size())).containsExactly("finish");
    }

    @Test
    void are_made_durable_once_with_the_variants_of_images() {
        Shown shown = new Shown();
        shown.image = FileRef.of("me.jpg", TestImages.photo(120, 80, 6));

        unit.save(shown);

        assertThat(storage.calls).containsExactly("write", "write", "write", "finish");
    }

    @Test
    void go_again_if_that_fails_and_so_does_the_flush() throws IOException {
        storage.beforeFinish = () -> {
            throw new IOException("the disk is gone");
        };

        assertThatThrownBy(() -> unit.save(new Album(FileRef.of("front.png", "pixels"))))
                .hasStackTraceContaining(StoredFileException.class.getName())
                .hasStackTraceContaining("the files of this flush could not be made durable: the disk is gone");

        assertThat(storage.calls).containsExactly("write");
        try (Stream<StoredObject> left = storage.list("")) {
            assertThat(left).isEmpty();
        }
        assertThat(unit.rows("select id from Album")).isEmpty();
    }

    @Test
    void that_another_storage_writes_as_other_bytes_are_durable_when_they_are_written() throws IOException {
        Content bytes = Content.of(new byte[] {1, 2, 3});

        storage.write(Key.of("a.bin"), new Other(bytes));

        assertThat(storage.calls).containsExactly("write", "finish");
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A storage in memory that writes down when its objects become durable. */
    private static final class Grouping implements Storage, Copies {
        private final MemoryStorage memory = new MemoryStorage();
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private Step beforeFinish = () -> {};

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            calls.add("write");
            StoredObject object = memory.write(key, content);
            Optional<WriteGroup> group = content.group();
            if (group.isPresent()) {
                group.get().later(this, this::finish);
            } else {
                finish();
            }
            return object;
        }

        @Override
        public StoredObject copy(Key source, Key target) throws IOException {
            WriteGroup group = new WriteGroup();
            StoredObject object = copy(source, target, Optional.empty(), group);
            group.finish();
            return object;
        }

        @Override
        public StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup group)
                throws IOException {
            calls.add("copy");
            group.later(this, this::finish);
            return memory.copy(source, target);
        }

        private void finish() throws IOException {
            beforeFinish.run();
            calls.add("finish");
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            return memory.read(key, range);
        }

        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            return memory.find(key);
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            memory.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            return memory.list(prefix);
        }
    }

    /** Has two variants. */
    @Entity(name = "Shown")
    public static class Shown {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile
        @StoredImage
        @Variant(name = "thumb", width = 30, height = 20)
        @Variant(name = "small", width = 60, height = 40)
        FileRef image;
    }

    /** What a storage that encrypts hands on. */
    private record Other(Content content) implements Content {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public OptionalLong length() {
            return content.length();
        }

        @Override
        public boolean isRepeatable() {
            return content.isRepeatable();
        }
    }
}
