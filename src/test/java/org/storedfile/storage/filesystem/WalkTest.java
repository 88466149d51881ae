package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WalkTest {
    @TempDir
    Path root;

    @BeforeEach
    void two_files_in_two_folders() throws IOException {
        for (String folder : new String[] {"open", "closed"}) {
            Files.writeString(Files.createDirectory(root.resolve(folder)).resolve("file"), "bytes");
        }
    }

    // Permissions would not do: root, whom tests may run as, can open everything.
    @SuppressWarnings("StreamResourceLeak") // the walk closes it
    private static DirectoryStream<Path> open(Path folder, String closed) throws IOException {
        if (folder.endsWith(closed)) {
            throw new AccessDeniedException(folder.toString());
        }
        return Files.newDirectoryStream(folder);
    }

    @Test
    void a_closed_lost_and_found_at_the_top_is_passed_by() throws IOException {
        Files.createDirectory(root.resolve("lost+found"));

        try (Stream<StoredObject> objects = Walk.of(root, "", "", folder -> open(folder, "lost+found"))) {
            assertThat(objects.map(StoredObject::key))
                    .containsExactlyInAnyOrder(Key.of("open/file"), Key.of("closed/file"));
        }
    }

    @Test
    void a_closed_lost_and_found_elsewhere_fails_the_listing() throws IOException {
        Files.createDirectory(root.resolve("open/lost+found"));

        try (Stream<StoredObject> objects = Walk.of(root, "", "", folder -> open(folder, "lost+found"))) {
            assertThatThrownBy(objects::toList).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void what_is_not_read_is_not_visited() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.createFile(Files.createDirectory(root.resolve("folder-" + i)).resolve("file"));
        }
        AtomicInteger opened = new AtomicInteger();
        Walk.Opener counting = folder -> {
            opened.incrementAndGet();
            return open(folder, "none");
        };

        try (Stream<StoredObject> objects = Walk.of(root, "", "", counting)) {
            assertThat(objects.limit(10)).hasSize(10);
        }

        assertThat(opened)
                .as("the root, and a folder for each file that was read")
                .hasValue(11);
    }

    @Test
    void any_other_closed_folder_fails_the_listing() throws IOException {
        try (Stream<StoredObject> objects = Walk.of(root, "", "", folder -> open(folder, "closed"))) {
            assertThatThrownBy(objects::toList)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("could not list the objects that start with ''");
        }
    }

    @Test
    void a_closed_folder_that_is_asked_for_fails_the_listing() {
        Path closed = root.resolve("lost+found");

        assertThatThrownBy(() -> Walk.of(closed, "lost+found/", "lost+found/", folder -> open(folder, "lost+found")))
                .isInstanceOf(AccessDeniedException.class);
    }
}
