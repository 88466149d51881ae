package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.SmallDisk;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitsTest {
    private static final Key KEY = Key.of("folder/too-large.bin");

    @TempDir
    Path temp;

    @Test
    void an_object_of_256_MiB_goes_through_a_heap_of_16_MiB() throws Exception {
        long size = 256L << 20;

        String output = JavaProcess.run("-Xmx16m", LargeWriter.class, temp.toString(), Long.toString(size));

        assertThat(output).contains("read " + size + " with");
    }

    @Test
    void a_disk_that_fills_up_fails_the_write_and_keeps_nothing(TestReporter reporter) throws Exception {
        Optional<SmallDisk> disk = SmallDisk.at(Files.createDirectory(temp.resolve("disk")));
        if (disk.isEmpty()) {
            reporter.publishEntry("disk", "nothing can be mounted here, so a limit on the size of files stands in");
            aFileThatGrowsTooLargeIsRemoved();
            return;
        }
        try (SmallDisk small = disk.get()) {
            fill(FileSystemStorage.in(small.folder()));
            assertThat(small.folder()).isDirectoryNotContaining("glob:**folder");
        }
    }

    private static void fill(Storage storage) throws IOException {
        storage.write(Key.of("small.txt"), text("small"));

        assertThatThrownBy(() -> storage.write(KEY, Content.of(new ByteArrayInputStream(bytes(1 << 20)))))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/too-large.bin': No space left on device");

        assertThat(storage.find(KEY)).isEmpty();
        assertThat(storage.read(Key.of("small.txt"))).hasContent("small");
        storage.write(Key.of("again.bin"), Content.of(bytes(100 << 10)));
    }

    @Test
    void a_file_that_grows_too_large_fails_the_write_and_keeps_nothing() throws Exception {
        aFileThatGrowsTooLargeIsRemoved();
    }

    // The kernel's own limit, which needs no rights: what the disk does in the other test.
    private void aFileThatGrowsTooLargeIsRemoved() throws Exception {
        Path root = Files.createDirectory(temp.resolve("limited"));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 200; exec \"$@\"", "sh"));
        command.addAll(JavaProcess.command("-Xmx32m", LimitedWriter.class, root.toString(), KEY.value()));

        String output = JavaProcess.run(command);

        assertThat(output).contains("could not write 'folder/too-large.bin': File too large");
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left).containsExactly(root);
        }
    }

    // It is refused, as the journal has to know: others of its storage can be removed.
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_name_that_the_file_system_cannot_hold_is_refused() throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
        command.addAll(JavaProcess.command("-Xmx32m", AsciiPlace.class, temp.toString()));

        String output = JavaProcess.run(command);

        assertThat(output).startsWith(AccessDeniedException.class.getName()).contains("cannot hold the name");
    }

    /** A program that looks for the place of a key. */
    static final class AsciiPlace {
        private AsciiPlace() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(new Layout(Path.of(arguments[0])).place(Key.of("\u00fc.png")));
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    /** A program that writes a megabyte and says what happened. */
    static final class LimitedWriter {
        private LimitedWriter() {}

        public static void main(String[] arguments) throws IOException {
            try {
                FileSystemStorage.in(Path.of(arguments[0])).write(Key.of(arguments[1]), Content.of(bytes(1 << 20)));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
