package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** What a process left that was killed in the middle of a copy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledCopyTest {
    @TempDir
    Path folder;

    @Test
    void its_partial_file_goes_with_the_next_copy_in_its_work_folder(@TempDir Path work) throws Exception {
        CopyOptions options = CopyOptions.of("default", "archive").workFolder(work);
        Files.writeString(work.resolve("state.properties"), "options=COPY " + options);
        copy(options);

        try (Stream<Path> left = Files.list(folder.resolve("letters"))) {
            assertThat(left).containsExactly(folder.resolve("letters/one.txt"));
        }
    }

    @Test
    void what_another_copy_may_be_writing_is_left_alone() throws Exception {
        copy(CopyOptions.of("default", "archive"));

        assertThat(folder.resolve("letters/.one.txt.partial")).exists();
    }

    private void copy(CopyOptions options) throws Exception {
        Storage from = new MemoryStorage();
        from.write(Key.of("letters/one.txt"), Content.of("bytes".getBytes(UTF_8)));
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Files.writeString(letters.resolve(".one.txt.partial"), "by");
        try (StoredFiles files = StoredFiles.builder()
                        .storage("default", from)
                        .storage("archive", FileSystemStorage.builder(folder).build())
                        .build();
                Letters rows = new Letters()) {
            rows.add("letters/one.txt");

            FileMaintenance.builder(files).units(List.of(rows)).build().copy(options, MaintenanceListener.SILENT);

            assertThat(rows.texts()).containsExactly("archive:letters/one.txt");
        }
    }
}
