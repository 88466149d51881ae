package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.grouped;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Key;
import org.storedfile.storage.WriteGroup;

/** What a folder that a group of writes knows already is still safe from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupedWriteTest {
    private static final Key FIRST = Key.of("covers/2026/first.txt");
    private static final Key SECOND = Key.of("covers/2026/second.txt");

    private final WriteGroup group = new WriteGroup();

    @TempDir
    Path temp;

    private Path root;
    private FileSystemStorage storage;

    @BeforeEach
    void open() throws IOException {
        root = temp.resolve("root");
        storage = FileSystemStorage.in(root);
    }

    @Test
    void a_folder_that_leads_out_is_refused() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectory(root.resolve("covers"));
        Files.createSymbolicLink(root.resolve("covers/2026"), outside);

        assertThatThrownBy(() -> storage.write(FIRST, grouped("x", group))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.write(SECOND, grouped("x", group))).hasMessageContaining("leads out");

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_key_that_is_taken_keeps_its_bytes() throws IOException {
        storage.write(FIRST, grouped("first", group));

        assertThatThrownBy(() -> storage.write(FIRST, grouped("other", group)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(FIRST.value());

        assertThat(storage.read(FIRST)).hasContent("first");
        assertThat(root.resolve("covers/2026")).isDirectoryNotContaining("glob:**partial*");
    }

    @Test
    void a_copy_does_not_take_a_key_that_has_the_same_bytes() throws IOException {
        storage.write(FIRST, grouped("first", group));
        storage.copy(FIRST, SECOND, Optional.empty(), group);

        assertThatThrownBy(() -> storage.copy(FIRST, SECOND, Optional.empty(), group))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_folder_that_others_removed_meanwhile_is_made_again() throws IOException {
        storage.write(FIRST, grouped("first", group));
        storage.delete(List.of(FIRST));
        assertThat(root).isEmptyDirectory();

        storage.write(SECOND, grouped("second", group));
        group.finish();

        assertThat(storage.read(SECOND)).hasContent("second");
    }
}
