package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.grouped;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.WriteGroup;

/** What is flushed to the disk, and when. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskTest {
    private static final Key KEY = Key.of("d/e/file");

    @TempDir
    Path temp;

    private Path root;
    private final List<Flush> flushes = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath();
    }

    @Test
    void bytes_are_flushed_before_they_get_their_name_and_all_folders_after() throws IOException {
        storage(new Watched()).write(KEY, text("bytes"));

        assertThat(flushes)
                .containsExactly(
                        new Flush("d/e/.file.partial", false, 5),
                        new Flush("d/e", true, 0),
                        new Flush("d", true, 0),
                        new Flush("", true, 0));
    }

    @Test
    void a_group_flushes_each_folder_once_when_all_bytes_are_there() throws IOException {
        WriteGroup group = new WriteGroup();
        Storage storage = storage(new Watched());

        storage.write(Key.of("d/e/other"), grouped("other", group));
        storage.write(Key.of("top"), grouped("top", group));
        storage.write(KEY, grouped("bytes", group));

        assertThat(flushes)
                .containsExactly(
                        new Flush("d/e/.other.partial", false, 5),
                        new Flush(".top.partial", false, 3),
                        new Flush("d/e/.file.partial", false, 5));
        flushes.clear();
        group.finish();
        assertThat(flushes)
                .contains(new Flush("d/e", true, 0), new Flush("d", true, 0), new Flush("", true, 0))
                .filteredOn(flush -> flush.path().equals("d/e"))
                .hasSize(1);
    }

    @Test
    void a_group_flushes_the_folder_above_many_new_ones_once() throws IOException {
        WriteGroup group = new WriteGroup();
        Storage storage = storage(new Watched());
        for (int customer = 0; customer < 100; customer++) {
            storage.write(Key.of("invoices/" + customer + "/scan"), grouped("bytes", group));
        }
        flushes.clear();

        group.finish();

        assertThat(flushes).extracting(Flush::path).doesNotHaveDuplicates().hasSize(102);
        flushes.clear();
        storage.write(Key.of("invoices/7/other"), text("bytes"));
        assertThat(flushes).extracting(Flush::path).containsExactly("invoices/7/.other.partial", "invoices/7");
    }

    @Test
    void a_group_whose_folders_cannot_be_flushed_says_so() throws IOException {
        WriteGroup group = new WriteGroup();
        storage(folder -> {
                    throw new IOException("the disk is gone");
                })
                .write(KEY, grouped("bytes", group));

        assertThatThrownBy(group::finish).hasMessageContainingAll("'" + root.resolve("d/e") + "'", "the disk is gone");
    }

    @Test
    void a_removal_is_flushed_in_its_folder_or_where_that_one_was() throws IOException {
        Storage storage = storage(new Watched());
        storage.write(KEY, text("bytes"));
        storage.write(Key.of("d/other"), text("bytes"));
        flushes.clear();

        storage.delete(List.of(KEY));

        assertThat(flushes).containsExactly(new Flush("d", false, 0));
    }

    @Test
    void a_copy_is_flushed_as_a_write_is() throws IOException {
        FileSystemStorage storage = storage(new Watched());
        storage.write(Key.of("source"), text("bytes"));
        flushes.clear();

        storage.copy(Key.of("source"), KEY);

        assertThat(flushes).contains(new Flush("d/e/.file.partial", false, 5), new Flush("d/e", true, 0));
    }

    @Test
    void a_group_flushes_the_folder_of_its_copies_and_writes_once() throws IOException {
        WriteGroup group = new WriteGroup();
        FileSystemStorage storage = storage(new Watched());
        storage.write(Key.of("source"), text("bytes"));
        flushes.clear();

        storage.copy(Key.of("source"), Key.of("d/first"), Optional.empty(), group);
        storage.copy(Key.of("source"), Key.of("d/second"), Optional.of("text/plain"), group);
        storage.write(Key.of("d/third"), grouped("bytes", group));

        assertThat(flushes).extracting(Flush::path).allMatch(path -> path.endsWith(".partial"));
        flushes.clear();
        group.finish();
        assertThat(flushes).extracting(Flush::path).containsExactlyInAnyOrder("d", "");
    }

    @Test
    void bytes_that_cannot_be_flushed_get_no_name() throws IOException {
        Storage storage = storage(new Watched() {
            @Override
            public void force(Path file, FileChannel bytes) throws IOException {
                throw new IOException("the disk is gone");
            }
        });

        assertThatThrownBy(() -> storage.write(KEY, text("bytes"))).hasMessageContaining("the disk is gone");

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void a_name_that_cannot_be_flushed_is_taken_back() throws IOException {
        Storage storage = storage(folder -> {
            throw new IOException("the disk is gone");
        });

        assertThatThrownBy(() -> storage.write(KEY, text("bytes"))).hasMessageContaining("the disk is gone");

        assertThat(storage.find(KEY)).isEmpty();
    }

    // The JDK's own record, so that it is the kernel that was asked.
    @Test
    void the_disk_itself_is_asked_for_the_file_and_each_new_folder() throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            FileSystemStorage.in(root.resolve("new")).write(KEY, text("bytes"));
            recording.stop();
            recording.dump(temp.resolve("flight.jfr"));
        }

        assertThat(forced(temp.resolve("flight.jfr")))
                .containsExactly(
                        root,
                        root.resolve("new/d/e/.file.partial"),
                        root.resolve("new/d/e"),
                        root.resolve("new/d"),
                        root.resolve("new"));
    }

    private List<Path> forced(Path flight) throws IOException {
        return RecordingFile.readAllEvents(flight).stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(root))
                .toList();
    }

    private FileSystemStorage storage(Disk disk) throws IOException {
        return FileSystemStorage.builder(root).disk(disk).build();
    }

    /** What was flushed, whether the object had its name then, and how many bytes there were. */
    private record Flush(String path, boolean isPublished, long bytes) {}

    /** Keeps what it is asked for. */
    private class Watched implements Disk {
        @Override
        public void force(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            add(folder, 0);
        }

        @Override
        public void force(Path file, FileChannel bytes) throws IOException {
            add(file, bytes.size());
        }

        private void add(Path path, long bytes) {
            String name = root.relativize(path).toString().replace('\\', '/');
            flushes.add(new Flush(name, Files.exists(root.resolve("d/e/file")), bytes));
        }
    }
}
