package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FoldersTest {
    @TempDir
    Path root;

    private final List<Path> forced = new ArrayList<>();

    private Folders folders() {
        return new Folders(root, new Modes(Optional.empty(), Optional.empty()), true, forced::add);
    }

    @Test
    void a_new_folder_is_flushed_with_all_above_it_and_a_known_one_alone() throws IOException {
        Folders folders = folders();
        Path folder = root.resolve("d/e");
        folders.make(folder);

        folders.sync(List.of(folder));
        folders.sync(List.of(folder));

        assertThat(forced).containsExactly(folder, root.resolve("d"), root, folder);
    }

    @Test
    void a_folder_is_known_only_once_all_above_it_are_on_disk() throws IOException {
        Path above = root.resolve("d");
        Path folder = above.resolve("e");
        AtomicBoolean fails = new AtomicBoolean(true);
        Folders folders = new Folders(root, new Modes(Optional.empty(), Optional.empty()), true, forcing -> {
            if (forcing.equals(root) && fails.getAndSet(false)) {
                throw new IOException("the disk is away");
            }
            forced.add(forcing);
        });
        folders.make(folder);

        assertThatThrownBy(() -> folders.sync(List.of(folder))).hasMessageEndingWith("the disk is away");
        forced.clear();
        folders.sync(List.of(folder));

        assertThat(forced).containsExactly(folder, above, root);
    }

    @Test
    void a_folder_that_was_removed_elsewhere_and_is_made_again_is_flushed_again() throws IOException {
        Folders folders = folders();
        Path folder = root.resolve("d/e");
        folders.make(folder);
        folders.sync(List.of(folder));
        folders().removeEmpty(folder);
        forced.clear();

        folders.make(folder);
        folders.sync(List.of(folder));

        assertThat(forced).containsExactly(folder, root.resolve("d"), root);
    }

    @Test
    void a_folder_that_another_put_in_its_place_is_flushed_again() throws IOException {
        Folders folders = folders();
        Path folder = root.resolve("d/e");
        folders.make(folder);
        folders.sync(List.of(folder));
        // Kept elsewhere, so that the file system cannot give its number to the next one.
        Files.move(root.resolve("d"), root.resolve("kept"));
        folders().make(folder);
        forced.clear();

        folders.sync(List.of(folder));

        assertThat(forced).containsExactly(folder, root.resolve("d"), root);
    }

    @Test
    void the_entries_of_a_root_that_is_made_are_flushed() throws IOException {
        Path made = root.resolve("new/storage");

        FileSystemStorage.builder(made).disk(forced::add).build();
        FileSystemStorage.builder(made).disk(forced::add).build();

        assertThat(forced).containsExactlyInAnyOrder(root, root.resolve("new"));
    }

    @Test
    void nothing_is_flushed_unless_asked_for() throws IOException {
        Storage storage = FileSystemStorage.builder(root.resolve("new"))
                .durability(Durability.NONE)
                .disk(forced::add)
                .build();

        storage.write(Key.of("d/e"), text("bytes"));
        storage.delete(List.of(Key.of("d/e")));

        assertThat(forced).isEmpty();
    }
}
