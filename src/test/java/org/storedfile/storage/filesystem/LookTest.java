package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LookTest {
    /** So long that the system refuses, also root, to look at anything below {@link #deepStorage}. */
    private static final Key UNSEEN = Key.of("f".repeat(200) + "/name.txt");

    @TempDir
    Path temp;

    // The longest path that Linux and macOS take has 4095 and 1023 bytes.
    private Storage deepStorage() throws IOException {
        Path folder = temp;
        int longest = System.getProperty("os.name").startsWith("Mac") ? 1023 : 4095;
        while (folder.toString().length() + 151 < longest - 10) {
            folder = Files.createDirectory(folder.resolve("d".repeat(150)));
        }
        return FileSystemStorage.builder(folder).durability(Durability.NONE).build();
    }

    @Test
    void what_cannot_be_looked_at_is_not_taken_for_absent() throws IOException {
        Storage storage = deepStorage();

        assertThatThrownBy(() -> storage.find(UNSEEN))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not find '" + UNSEEN + "': ");
        assertThatThrownBy(() -> storage.read(UNSEEN))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class)
                .hasMessageStartingWith("could not read '" + UNSEEN + "': ");
    }

    @Test
    void a_removal_of_what_cannot_be_looked_at_fails() throws IOException {
        Storage storage = deepStorage();

        assertThatThrownBy(() -> storage.delete(List.of(UNSEEN)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not delete '" + UNSEEN + "': ");
    }

    @Test
    void a_listing_of_what_cannot_be_looked_at_fails() throws IOException {
        Storage storage = deepStorage();
        String prefix = "f".repeat(200) + "/n";

        assertThatThrownBy(() -> storage.list(prefix))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not list '" + prefix + "': ");
    }

    @Test
    void a_folder_that_leads_to_itself_is_an_error() throws IOException {
        Storage storage =
                FileSystemStorage.builder(temp).durability(Durability.NONE).build();
        Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
        Key key = Key.of("loop/name.txt");

        assertThatThrownBy(() -> storage.find(key)).hasMessageStartingWith("could not find 'loop/name.txt': ");
        assertThatThrownBy(() -> storage.delete(List.of(key)))
                .hasMessageStartingWith("could not delete 'loop/name.txt': ");
        assertThatThrownBy(() -> Look.at(temp.resolve("loop/name.txt"))).isInstanceOf(FileSystemException.class);
    }

    @Test
    void what_is_below_a_file_or_nothing_is_absent() throws IOException {
        Storage storage =
                FileSystemStorage.builder(temp).durability(Durability.NONE).build();
        storage.write(Key.of("object"), text("bytes"));

        assertThat(storage.find(Key.of("object/a"))).isEmpty();
        assertThat(storage.find(Key.of("object/a/b"))).isEmpty();
        assertThat(storage.find(Key.of("nothing/a/b"))).isEmpty();
        assertThatThrownBy(() -> storage.read(Key.of("object/a/b"))).isInstanceOf(NoSuchFileException.class);
        storage.delete(List.of(Key.of("object/a"), Key.of("object/a/b"), Key.of("nothing/a/b")));
        assertThat(storage.read(Key.of("object"))).hasContent("bytes");
    }
}
