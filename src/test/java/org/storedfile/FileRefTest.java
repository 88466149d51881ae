package org.storedfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.TestContents;

/** A file that is not stored yet: where its bytes come from, and what can be asked of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FileRefTest {
    @TempDir
    private Path folder;

    @Test
    void a_path_gives_bytes_and_name() throws IOException {
        Path source = Files.writeString(folder.resolve("front.txt"), "text");

        FileRef file = FileRef.of(source);

        assertThat(file.name()).isEqualTo("front.txt");
        assertThat(file.size()).isEqualTo(4);
        assertThat(file.open()).hasContent("text");
    }

    @Test
    void a_path_can_have_another_name() throws IOException {
        Path source = Files.writeString(folder.resolve("upload.tmp"), "text");

        FileRef file = FileRef.of("front.txt", source);

        assertThat(file.name()).isEqualTo("front.txt");
        assertThat(file.open()).hasContent("text");
    }

    @Test
    void a_path_without_a_regular_file_is_refused() {
        assertThatThrownBy(() -> FileRef.of(folder.resolve("missing.txt")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.txt");
        assertThatThrownBy(() -> FileRef.of("folder.txt", folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void bytes_are_their_own_size() throws IOException {
        FileRef file = FileRef.of("data.bin", new byte[] {1, 2, 3});

        assertThat(file.size()).isEqualTo(3);
        assertThat(file.open()).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void text_is_UTF_8() throws IOException {
        FileRef file = FileRef.of("note.txt", "grün");

        assertThat(file.size()).isEqualTo(5);
        assertThat(file.open()).hasBinaryContent("grün".getBytes(UTF_8));
    }

    @Test
    void a_stream_is_not_touched_before_the_flush() throws IOException {
        InputStream source = new FilterInputStream(new ByteArrayInputStream(new byte[3])) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        FileRef file = FileRef.of("data.bin", source);

        assertThat(file.name()).isEqualTo("data.bin");
        assertThatThrownBy(file::size).isInstanceOf(IOException.class).hasMessageContaining("data.bin");
        assertThatThrownBy(file::open).isInstanceOf(IOException.class).hasMessageContaining("only once");
        assertThat(source.available()).isEqualTo(3);
    }

    @Test
    void a_stream_can_announce_its_length() throws IOException {
        FileRef file = FileRef.of("data.bin", new ByteArrayInputStream(new byte[3]), 3);

        assertThat(file.size()).isEqualTo(3);
    }

    @Test
    void a_content_of_the_application_is_a_source() throws IOException {
        FileRef file = FileRef.of("data.bin", TestContents.unknownLength("text".getBytes(UTF_8)));

        assertThat(file.open()).hasContent("text");
        assertThatThrownBy(file::size).isInstanceOf(IOException.class).hasMessageContaining("not known");
    }

    @Test
    void a_new_file_gives_ranges() throws IOException {
        FileRef known = FileRef.of("note.txt", "0123456789");
        FileRef unknown = FileRef.of("note.txt", TestContents.unknownLength("0123456789".getBytes(UTF_8)));

        assertThat(known.open(ByteRange.of(2, 3))).hasContent("234");
        assertThat(known.open(ByteRange.of(8, 30))).hasContent("89");
        assertThat(unknown.open(ByteRange.of(2, 3))).hasContent("234");
        assertThat(unknown.open(ByteRange.from(99))).isEmpty();
        assertThatThrownBy(() -> unknown.open(ByteRange.last(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'note.txt'")
                .hasMessageContaining("its size is not known");
    }

    @Test
    void a_new_file_is_transferred_and_the_target_stays_open() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        long count = FileRef.of("note.txt", "text").transferTo(out);

        assertThat(count).isEqualTo(4);
        assertThat(out.toString(UTF_8)).isEqualTo("text");
    }

    @Test
    void a_new_file_exists_nowhere() throws IOException {
        FileRef file = FileRef.of("note.txt", "text");

        assertThat(file.isStored()).isFalse();
        assertThat(file.exists()).isFalse();
    }

    @Test
    void what_only_a_stored_file_has_is_refused_with_the_reason() {
        FileRef file = FileRef.of("note.txt", "text");

        assertThatThrownBy(file::url)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the file 'note.txt' has no link yet: it is stored when its entity is flushed");
        assertThatThrownBy(file::key).hasMessageContaining("'note.txt' has no key yet");
        assertThatThrownBy(file::storage).hasMessageContaining("'note.txt' has no storage yet");
        assertThatThrownBy(file::path).hasMessageContaining("'note.txt' has no path yet");
    }

    @Test
    void two_new_files_are_never_equal() {
        FileRef file = FileRef.of("note.txt", "text");
        FileRef same = FileRef.of("note.txt", "text");

        assertThat(List.of(file)).contains(file);
        assertThat(file).isNotEqualTo(same).isNotEqualTo(null).isNotEqualTo("note.txt");
        assertThat(file).hasSameHashCodeAs(same);
    }

    @Test
    void a_copy_of_a_new_file_is_another_file_with_the_same_bytes() throws IOException {
        FileRef file = FileRef.of("note.txt", "text");

        FileRef copy = file.copy();

        assertThat(copy).isNotEqualTo(file);
        assertThat(copy.name()).isEqualTo("note.txt");
        assertThat(copy.open()).hasContent("text");
    }

    @Test
    void a_stream_cannot_be_copied() {
        FileRef file = FileRef.of("data.bin", new ByteArrayInputStream(new byte[3]));

        assertThatThrownBy(file::copy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("data.bin")
                .hasMessageContaining("only once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Users\\me\\front.png",
                "../../etc/front.png",
                "/srv/front.png",
                "fr\u0000o\r\nn\tt.png",
                "\u202Efront\u2066.png\u200F",
                "  front.png "
            })
    void folders_and_invisible_characters_are_left_out_of_the_name(String name) {
        FileRef file = FileRef.of(name, "pixels");

        assertThat(file.name()).isEqualTo("front.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "folder/", "C:\\", "\u0000", "\u202E"})
    void a_file_without_a_name_is_refused(String name) {
        assertThatThrownBy(() -> FileRef.of(name, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file needs a name");
    }

    @Test
    void a_long_name_keeps_its_extension() {
        FileRef file = FileRef.of("n".repeat(300) + ".jpeg", Content.of(new byte[0]));

        assertThat(file.name()).hasSize(255).endsWith("n.jpeg");
    }

    @Test
    void its_text_says_that_it_is_new_and_has_no_control_characters() {
        FileRef file = FileRef.of("no\u0007te\u001B[31m\n.txt", "text");

        assertThat(file).hasToString("new file 'note[31m.txt'");
    }
}
