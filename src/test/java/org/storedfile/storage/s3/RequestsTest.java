package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StagedFiles;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.services.s3.S3Client;

/** How many requests each operation makes: as few as the protocol allows, whatever the machine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestsTest {
    private static final int PART_SIZE = 5 << 20;
    private static final Key KEY = Key.of("key");

    @TempDir
    Path folder;

    private S3Server server;
    private Relay relay;
    private S3Client client;
    private S3Storage storage;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start();
        relay = new Relay(server.endpoint());
        client = S3Server.client(relay.endpoint()).build();
        storage = S3Storage.builder(client, S3Server.BUCKET).partSize(PART_SIZE).build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        relay.close();
        server.close();
    }

    @Test
    void a_small_file_takes_one_request_to_write_and_one_to_read() throws Exception {
        storage.write(KEY, Content.of(new byte[1000]));
        try (InputStream in = storage.read(KEY)) {
            in.readAllBytes();
        }

        assertThat(relay.requests()).hasSize(2);
    }

    @Test
    void a_small_stream_of_unknown_length_takes_one_request() throws Exception {
        storage.write(KEY, Content.of(new ByteArrayInputStream(new byte[100_000])));

        assertThat(relay.requests()).hasSize(1);
    }

    @Test
    void a_file_of_three_parts_takes_five_requests() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[2 * PART_SIZE + 1]);

        storage.write(KEY, Content.of(file));

        assertThat(relay.requests()).hasSize(5);
        assertThat(storage.find(KEY))
                .hasValueSatisfying(found -> assertThat(found.size()).isEqualTo(2L * PART_SIZE + 1));
    }

    @Test
    void a_link_takes_none_and_a_question_one() throws Exception {
        storage.url(KEY, LinkOptions.DEFAULTS);
        assertThat(relay.requests()).isEmpty();

        storage.find(KEY);
        assertThat(relay.requests()).hasSize(1);
    }

    @Test
    void a_thousand_removals_take_one_request_and_one_that_looks_for_unfinished_uploads() throws Exception {
        List<Key> keys = IntStream.range(0, 2_500)
                .mapToObj(number -> Key.of("key" + number))
                .toList();

        storage.delete(keys);

        assertThat(relay.requests()).hasSize(4);
    }

    /** What is copied, whether its key is free, and the copy: few servers know a conditional one. */
    @Test
    void a_copy_takes_three() throws Exception {
        storage.write(KEY, Content.of(new byte[1000]));
        relay.requests().clear();

        storage.copy(KEY, Key.of("copy"));

        assertThat(relay.requests()).extracting(RequestsTest::method).containsExactly("HEAD", "HEAD", "PUT");
    }

    /** With a checksum {@link ClaimRequestsTest} counts them. */
    @Test
    void a_claim_takes_one() throws Exception {
        StagedUpload upload = staged().put("file", terms(1000));
        assertThat(Browser.put(upload.request(), new byte[1000])).isEqualTo(200);
        relay.requests().clear();

        staged().claim(upload.ticket());

        assertThat(relay.requests()).extracting(RequestsTest::method).containsExactly("HEAD");
    }

    @Test
    void parts_of_clients_take_one_to_begin_and_their_claim_three_the_second_one_too() throws Exception {
        StagedUpload.Parts upload = staged().parts("file", terms(1000), PART_SIZE);
        assertThat(relay.requests()).extracting(RequestsTest::method).containsExactly("POST");
        assertThat(Browser.put(upload.requests().get(0), new byte[1000])).isEqualTo(200);
        relay.requests().clear();

        staged().claim(upload.ticket());
        assertThat(relay.requests()).extracting(RequestsTest::method).containsExactly("GET", "POST", "HEAD");

        relay.requests().clear();
        staged().claim(upload.ticket());
        assertThat(relay.requests()).extracting(RequestsTest::method).containsExactly("GET", "HEAD", "HEAD");
    }

    private StagedFiles staged() {
        return StoredFiles.builder().storage("default", storage).build().staged();
    }

    private static UploadTerms terms(long size) {
        return new UploadTerms(size, "text/plain", Optional.empty(), Duration.ofMinutes(10));
    }

    private static String method(String request) {
        return request.substring(0, request.indexOf(' '));
    }
}
