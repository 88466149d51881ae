package org.storedfile.web.jackson3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.memory.MemoryStorage;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class Jackson3Test {
    private final LinkedStorage storage = new LinkedStorage(
            new MemoryStorage(),
            URI.create("https://example.org/files"),
            LinkSigner.with(new byte[32]).build());
    private final StoredFiles files = StoredFiles.builder()
            .storage("default", storage)
            .storage("unlinked", new MemoryStorage())
            .build();
    private final StoredFiles.Registration registration = files.register();
    private final ObjectMapper json = JsonMapper.builder().findAndAddModules().build();

    @BeforeEach
    void write() throws IOException {
        storage.write(Key.of("covers/front.png"), Content.of(new byte[] {1, 2, 3}));
    }

    @AfterEach
    void close() {
        registration.close();
    }

    @Test
    void a_file_is_written_with_name_size_type_and_link() {
        String text = json.writeValueAsString(album(files.existing("default", "covers/front.png")));

        assertThat(text)
                .startsWith(
                        "{\"cover\":{\"name\":\"front.png\",\"size\":3,\"type\":\"image/png\",\"url\":\"https://example.org"
                                + "/files/covers/front.png?expires=")
                .endsWith("},\"title\":\"t\"}");
    }

    @Test
    void a_missing_file_does_not_break_the_rest() {
        assertThat(json.writeValueAsString(album(files.existing("unlinked", "missing.png"))))
                .isEqualTo(
                        "{\"cover\":{\"name\":\"missing.png\",\"size\":null,\"type\":null,\"url\":null},\"title\":\"t\"}");
    }

    @Test
    void a_new_file_has_a_name() {
        assertThat(json.writeValueAsString(album(FileRef.of("new.png", "bytes"))))
                .contains("{\"name\":\"new.png\",\"size\":null,\"type\":null,\"url\":null}");
    }

    @Test
    void no_file_stays_none() {
        assertThat(json.writeValueAsString(album(null))).isEqualTo("{\"cover\":null,\"title\":\"t\"}");
        assertThat(json.readValue("{\"cover\":null,\"title\":\"t\"}", Album.class).cover)
                .isNull();
    }

    @Test
    void nobody_makes_a_file_from_JSON() {
        assertThatThrownBy(() -> json.readValue("{\"cover\":{\"name\":\"front.png\"}}", Album.class))
                .hasStackTraceContaining("a file cannot be made from JSON: send its bytes as multipart/form-data");
        assertThatThrownBy(() -> json.readValue("{\"cover\":\"covers/front.png\"}", Album.class))
                .hasStackTraceContaining("a file cannot be made from JSON");
    }

    private static Album album(@org.jspecify.annotations.Nullable FileRef cover) {
        Album album = new Album();
        album.cover = cover;
        return album;
    }

    /** What a resource answers with. */
    @NullUnmarked
    public static final class Album {
        /** Written by the serializer. */
        public FileRef cover;

        /** Comes after it. */
        public String title = "t";
    }
}
