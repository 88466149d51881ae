package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRefusedException;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.services.s3.S3Client;

/** What a claim with default settings asks of a server that keeps SHA-256 checksums and tells them, as s3proxy does not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClaimRequestsTest {
    private static final int PART = 5 << 20;
    private static final byte[] FILM = new byte[PART + 1000];

    private static S3MockServer server;
    private static Relay relay;
    private static S3Client client;
    private static S3Storage storage;
    private static StoredFiles files;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(FILM);
        server = S3MockServer.start();
        relay = new Relay(server.endpoint());
        client = S3Server.client(relay.endpoint()).build();
        client.createBucket(request -> request.bucket(S3Server.BUCKET));
        storage = S3Storage.builder(client, S3Server.BUCKET).build();
        files = StoredFiles.builder().storage("default", storage).build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        relay.close();
        server.close();
    }

    @Test
    void a_checksum_that_the_server_verified_is_asked_for_and_not_made_again() throws Exception {
        StagedUpload upload = files.staged().put("film.mp4", terms(sha256(FILM)));
        assertThat(Browser.put(upload.request(), FILM)).isEqualTo(200);
        forget();

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);

        assertThat(requests()).containsExactly("HEAD");
        assertIsAskedFor();
    }

    /** S3Mock keeps none of a form, so this is what S3 answers. */
    @Test
    void nor_is_that_of_a_form() throws Exception {
        StagedUpload upload = files.staged().form("film.mp4", terms(sha256(FILM)));
        assertThat(Browser.post(upload.request(), FILM)).isBetween(200, 204);
        forget();
        relay.replacesAnswer(
                "^HEAD",
                "HTTP/1.1 200 OK\r\nContent-Length: " + FILM.length + "\r\nContent-Type: video/mp4\r\n"
                        + "Last-Modified: Mon, 30 Nov 2026 12:00:00 GMT\r\nx-amz-checksum-sha256: "
                        + upload.request().fields().get("x-amz-checksum-sha256") + "\r\nConnection: close\r\n\r\n");

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);

        assertThat(requests()).containsExactly("HEAD");
        assertIsAskedFor();
    }

    /** Backblaze does not know the question; S3 keeps the answer from those who may not use the KMS key. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 501})
    void a_server_that_refuses_the_question_is_asked_without_it_and_read(int status) throws Exception {
        StagedUpload upload = files.staged().form("film.mp4", terms(sha256(FILM)));
        Browser.post(upload.request(), FILM);
        forget();
        relay.answers("^HEAD", status);

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);

        assertThat(requests()).containsExactly("HEAD", "HEAD", "GET");
        assertThat(relay.heads().get(1)).doesNotContain("checksum");
    }

    /** As Backblaze refuses it. */
    @Test
    void no_other_look_asks_for_checksums() throws Exception {
        Key key = Key.of("film.mp4");
        storage.write(key, Content.of(FILM));
        StagedUpload upload = files.staged()
                .put("film.mp4", new UploadTerms(3, "video/mp4", Optional.empty(), Duration.ofMinutes(1)));
        Browser.put(upload.request(), new byte[3]);
        forget();

        storage.find(key);
        storage.copy(key, Key.of("copy.mp4"));
        files.staged().claim(upload.ticket());

        assertThat(relay.heads()).hasSize(5).noneMatch(head -> head.contains("x-amz-checksum-mode"));
    }

    @Test
    void a_server_that_tells_none_is_read() throws Exception {
        StagedUpload upload = files.staged().form("film.mp4", terms(sha256(FILM)));
        Browser.post(upload.request(), FILM);
        forget();

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);

        assertThat(requests()).containsExactly("HEAD", "GET");
    }

    /** S3 has whole SHA-256 checksums only of what came with one request. */
    @Test
    void parts_are_read_for_theirs() throws Exception {
        StagedUpload.Parts upload = files.staged().parts("film.mp4", terms(sha256(FILM)), PART);
        Browser.put(upload.requests().get(0), Arrays.copyOf(FILM, PART));
        Browser.put(upload.requests().get(1), Arrays.copyOfRange(FILM, PART, FILM.length));
        forget();

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);

        assertThat(requests()).containsExactly("GET", "POST", "HEAD", "GET");
        assertThat(relay.heads()).noneMatch(head -> head.contains("x-amz-checksum-mode"));
    }

    @Test
    void another_checksum_that_the_server_tells_is_refused() throws Exception {
        StagedUpload agreed = files.staged().put("film.mp4", terms(sha256(FILM)));
        StagedUpload sent = files.staged().put("film.mp4", terms(sha256(new byte[FILM.length])));
        Browser.put(sent.request(), new byte[FILM.length]);
        forget();
        StagedUpload.Ticket mixed = new StagedUpload.Ticket(
                sent.ticket().storage(),
                sent.ticket().key(),
                "film.mp4",
                FILM.length,
                "video/mp4",
                agreed.ticket().checksum(),
                null);

        assertThatThrownBy(() -> files.staged().claim(mixed))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("another checksum");

        assertThat(relay.requests()).noneMatch(request -> request.startsWith("GET /files/staged"));
    }

    private static UploadTerms terms(String checksum) {
        return new UploadTerms(FILM.length, "video/mp4", Optional.of(checksum), Duration.ofMinutes(10));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    // S3Mock tells it to everybody, S3 only to who asks.
    private static void assertIsAskedFor() {
        assertThat(relay.heads()).singleElement().asString().contains("\r\nx-amz-checksum-mode: enabled\r\n");
    }

    private static List<String> requests() {
        return relay.requests().stream()
                .map(request -> request.substring(0, request.indexOf(' ')))
                .toList();
    }

    private static void forget() {
        relay.requests().clear();
        relay.heads().clear();
    }
}
