package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.Storage;
import org.storedfile.storage.memory.MemoryStorage;

class FileResponseTest {
    private static final Key KEY = Key.of("covers/front_k3v9.svg");
    private static final URI BUCKET = URI.create("https://bucket.example.org");

    private final Storage storage = new MemoryStorage();
    private final Storage bucket =
            new LinkedStorage(storage, BUCKET, LinkSigner.with(new byte[32]).build());
    private final StoredFiles files = StoredFiles.builder()
            .storage("default", storage)
            .storage("linked", bucket)
            .storage(
                    "elsewhere",
                    new LinkedStorage(
                                    bucket,
                                    BUCKET,
                                    LinkSigner.with(new byte[32]).build())
                            .redirecting())
            .build();
    private final StoredFiles.Registration registration = files.register();

    @BeforeEach
    void write() throws IOException {
        storage.write(KEY, Content.of("<svg/>".getBytes(UTF_8)));
    }

    @AfterEach
    void unregister() {
        registration.close();
    }

    @Test
    void a_file_is_served_with_what_the_application_says_of_it() throws IOException {
        FileAnswer answer = FileResponse.of(file("default"))
                .fileName("Front.png")
                .contentType("image/png")
                .inline()
                .resourcePolicy("same-site")
                .immutable(Duration.ofHours(1))
                .answer(Asked.get());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Disposition", "inline; filename=\"Front.png\"")
                .containsEntry("Content-Type", "image/png")
                .containsEntry("Cache-Control", "private, max-age=3600, immutable")
                .containsEntry("Cross-Origin-Resource-Policy", "same-site");
    }

    @Test
    void the_browser_asks_again_each_time_and_other_sites_may_not_embed_it() throws IOException {
        assertThat(FileResponse.of(file("default")).answer(Asked.get()).headers())
                .containsEntry("Cache-Control", "private, no-cache")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin");
    }

    @Test
    void a_date_says_nothing_of_an_address_that_may_mean_another_file() throws IOException {
        storage.write(Key.of("other.svg"), Content.of("<SVG/>".getBytes(UTF_8)));
        String date = date();
        FileResponse other = FileResponse.of(files.existing("default", "other.svg"));

        assertThat(other.answer(Asked.get("Range", "bytes=3-", "If-Range", date))
                        .status())
                .isEqualTo(200);
        assertThat(other.answer(Asked.get("If-Modified-Since", date)).status()).isEqualTo(200);
        assertThat(other.answer(Asked.get()).headers()).doesNotContainKey("Last-Modified");
    }

    @Test
    void a_date_tells_that_the_file_of_a_lasting_address_is_known() throws IOException {
        String date = date();

        assertThat(dated(KEY, Asked.get("Range", "bytes=3-", "If-Range", date)).status())
                .isEqualTo(206);
        assertThat(dated(KEY, Asked.get("If-Modified-Since", date)).status()).isEqualTo(304);
    }

    private String date() throws IOException {
        return Objects.requireNonNull(dated(KEY, Asked.get()).headers().get("Last-Modified"));
    }

    private FileAnswer dated(Key key, FileRequest request) throws IOException {
        return FileResponse.of(files.existing("default", key.value()))
                .immutable(Duration.ofHours(1))
                .answer(request);
    }

    @Test
    void a_drawing_is_shown_only_if_that_is_allowed_and_then_in_a_sandbox() throws IOException {
        FileResponse response = FileResponse.of(file("default")).contentType("image/svg+xml");

        assertThat(response.answer(Asked.get()).headers())
                .containsEntry("Content-Disposition", "attachment; filename=\"front_k3v9.svg\"");
        assertThat(response.allowInline("image/svg+xml").answer(Asked.get()).headers())
                .containsEntry("Content-Disposition", "inline; filename=\"front_k3v9.svg\"")
                .hasEntrySatisfying(
                        "Content-Security-Policy", policy -> assertThat(policy).startsWith("sandbox;"));
    }

    @Test
    void an_attachment_is_saved_whatever_its_type() throws IOException {
        assertThat(FileResponse.of(file("default"))
                        .contentType("image/png")
                        .attachment()
                        .answer(Asked.get())
                        .headers()
                        .get("Content-Disposition"))
                .startsWith("attachment");
    }

    @Test
    void the_bytes_are_read_when_the_answer_is_written() throws IOException {
        FileAnswer answer = FileResponse.of(file("default")).answer(Asked.get("Range", "bytes=1-3"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        answer.writeTo(out);

        assertThat(out.toString(UTF_8)).isEqualTo("svg");
        storage.delete(List.of(KEY));
        assertThatThrownBy(() -> answer.writeTo(out)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_HEAD_request_gets_no_body() throws IOException {
        FileAnswer answer = FileResponse.of(file("default")).answer(new Asked("HEAD", Map.of()));

        assertThat(answer.hasBody()).isFalse();
        assertThat(answer.headers()).containsEntry("Content-Length", "6");
    }

    @Test
    void a_client_is_sent_on_only_to_the_medium_itself() throws IOException {
        assertThat(redirected("default")).isEqualTo(200);
        assertThat(redirected("linked")).as("it would come back here").isEqualTo(200);
        assertThat(redirected("elsewhere")).isEqualTo(302);
    }

    @Test
    void a_missing_file_is_not_found() throws IOException {
        FileRef missing = files.existing("default", "missing");

        assertThat(FileResponse.of(missing).answer(Asked.get()).status()).isEqualTo(404);
    }

    @Test
    void a_file_that_is_not_stored_cannot_be_served() {
        assertThatThrownBy(() -> FileResponse.of(FileRef.of("a.txt", "new"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_tag_tells_two_files_with_the_same_bytes_apart() throws IOException {
        storage.write(Key.of("copy.svg"), Content.of("<svg/>".getBytes(UTF_8)));

        String one =
                FileResponse.of(file("default")).answer(Asked.get()).headers().get("ETag");
        String other = FileResponse.of(files.existing("default", "copy.svg"))
                .answer(Asked.get())
                .headers()
                .get("ETag");

        assertThat(one).isNotEqualTo(other);
    }

    private int redirected(String name) throws IOException {
        return FileResponse.of(file(name)).redirect().answer(Asked.get()).status();
    }

    private FileRef file(String name) {
        return files.existing(name, KEY.value());
    }
}
