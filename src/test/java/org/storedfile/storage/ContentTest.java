package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContentTest {
    @Test
    void bytes_can_be_read_again() throws IOException {
        Content content = Content.of(new byte[] {1, 2, 3});

        assertThat(content.isRepeatable()).isTrue();
        assertThat(content.length()).hasValue(3);
        assertThat(content.path()).isEmpty();
        assertThat(content.open()).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(content.open()).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void a_file_can_be_read_again_and_tells_its_path(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("file.txt"), "text");
        Content content = Content.of(file);

        assertThat(content.isRepeatable()).isTrue();
        assertThat(content.length()).hasValue(4);
        assertThat(content.path()).contains(file);
        try (InputStream first = content.open();
                InputStream second = content.open()) {
            assertThat(first).hasContent("text");
            assertThat(second).hasContent("text");
        }
    }

    @Test
    void a_file_that_is_missing_or_a_folder_is_refused(@TempDir Path temp) {
        assertThatThrownBy(() -> Content.of(temp)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Content.of(temp.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void a_stream_is_read_once_and_says_so() throws IOException {
        Content content = Content.of(new ByteArrayInputStream(new byte[] {1, 2}));

        assertThat(content.isRepeatable()).isFalse();
        assertThat(content.length()).isEmpty();
        assertThat(content.open()).hasBinaryContent(new byte[] {1, 2});
        assertThatThrownBy(content::open).isInstanceOf(IOException.class).hasMessageContaining("cannot be read again");
    }

    @Test
    void a_stream_may_declare_its_length() {
        assertThat(Content.of(InputStream.nullInputStream(), 5).length()).hasValue(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Content.of(InputStream.nullInputStream(), -1))
                .withMessageContaining("-1 bytes");
    }

    @Test
    void closing_what_was_opened_leaves_the_callers_stream_open() throws IOException {
        TestContents.Watched watched = TestContents.unknownLength(new byte[10]);
        InputStream mine = watched.open();

        Content.of(mine).open().close();

        assertThat(watched.closed()).isZero();
    }

    @Test
    void nothing_is_known_of_type_and_name_unless_told() {
        assertThat(Content.of(new byte[0]).contentType()).isEmpty();
        assertThat(Content.of(new byte[0]).fileName()).isEmpty();
    }
}
