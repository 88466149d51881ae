package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.TestContents.Described;
import org.storedfile.storage.WriteGroup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3FaultsTest {
    private static final int PART_SIZE = 5 << 20;

    private static S3Server server;

    private final Key key = Key.of("folder/file.bin");
    private Relay relay;
    private S3Client client;
    private Storage storage;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        relay = new Relay(server.endpoint());
        client = S3Server.client(relay.endpoint()).build();
        storage = builder(client).build();
        storage.delete(List.of(key));
        relay.requests().clear();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        relay.close();
    }

    @Test
    void a_small_file_is_written_with_one_request() throws IOException {
        storage.write(key, text("small"));

        assertThat(relay.requests()).containsExactly("PUT /files/folder/file.bin");
    }

    @Test
    void a_small_stream_of_unknown_length_is_written_with_one_request() throws IOException {
        storage.write(key, TestContents.unknownLength(bytes(200_000)));

        assertThat(relay.requests()).containsExactly("PUT /files/folder/file.bin");
    }

    @Test
    void a_file_of_exactly_one_part_is_written_with_one_request() throws IOException {
        storage.write(key, TestContents.unknownLength(bytes(PART_SIZE)));

        assertThat(relay.requests()).containsExactly("PUT /files/folder/file.bin");
    }

    @Test
    void a_file_is_read_with_one_request() throws IOException {
        storage.write(key, text("small"));
        relay.requests().clear();

        assertThat(storage.read(key)).hasContent("small");

        assertThat(relay.requests()).containsExactly("GET /files/folder/file.bin");
    }

    @Test
    void a_thousand_keys_are_deleted_with_two_requests() throws IOException {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(Key.of("folder/" + i));
        }

        storage.delete(keys);

        assertThat(relay.requests()).hasSize(2).noneMatch(request -> request.contains("list-type"));
    }

    @Test
    void a_lost_answer_of_a_put_is_settled_by_one_look() throws IOException {
        relay.losesAnswer("^PUT");

        storage.write(key, text("bytes"));

        assertThat(storage.read(key)).hasContent("bytes");
        assertThat(relay.requests())
                .containsExactly(
                        "PUT /files/folder/file.bin",
                        "PUT /files/folder/file.bin",
                        "HEAD /files/folder/file.bin",
                        "GET /files/folder/file.bin");
    }

    @Test
    void a_lost_answer_does_not_make_another_object_ours() throws IOException {
        storage.write(key, text("theirs"));
        relay.losesAnswer("^PUT");

        assertThatThrownBy(() -> storage.write(key, text("ours"))).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(storage.read(key)).hasContent("theirs");
    }

    @Test
    void a_lost_answer_of_a_completion_is_settled() throws IOException {
        relay.losesAnswer("^POST .*uploadId=");

        storage.write(key, TestContents.unknownLength(bytes(2 * PART_SIZE)));

        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(2L * PART_SIZE);
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void a_lost_answer_of_a_beginning_leaves_no_other_upload() throws IOException {
        relay.losesAnswer("^POST .*[?&]uploads");

        storage.write(key, TestContents.unknownLength(bytes(2 * PART_SIZE)));

        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(2L * PART_SIZE);
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void an_upload_that_begins_at_the_first_attempt_looks_for_no_others() throws IOException {
        storage.write(key, TestContents.unknownLength(bytes(2 * PART_SIZE)));

        assertThat(relay.requests()).noneMatch(request -> request.startsWith("GET"));
    }

    @Test
    void a_part_whose_connection_breaks_is_sent_again() throws IOException {
        relay.resets("^PUT .*partNumber=2", 1_000_000);

        storage.write(key, Content.of(new ByteArrayInputStream(bytes(3 * PART_SIZE))));

        try (InputStream in = storage.read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(3 * PART_SIZE));
        }
    }

    @Test
    void an_overloaded_server_is_asked_again() throws IOException {
        relay.answers("^PUT", 503);

        storage.write(key, Content.of(new ByteArrayInputStream(bytes(100_000))));

        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(100_000);
    }

    @Test
    void a_part_that_is_refused_for_good_leaves_no_parts_and_no_memory_taken() throws IOException {
        Storage tight = builder(client)
                .uploadMemory(2 * PART_SIZE)
                .uploadPatience(Duration.ofDays(1))
                .build();
        for (int attempt = 0; attempt < 3; attempt++) {
            relay.answers("^PUT .*partNumber=2", 403);

            assertThatThrownBy(() -> tight.write(key, TestContents.unknownLength(bytes(4 * PART_SIZE))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(key.value())
                    .hasMessageContaining("access is denied");

            assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
        }

        tight.write(key, TestContents.unknownLength(bytes(4 * PART_SIZE)));
        assertThat(storage.find(key)).isPresent();
    }

    @Test
    @Timeout(25) // less than the client waits for an answer
    void a_file_that_nobody_wants_any_more_waits_for_no_answer(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file.bin"), bytes(3 * PART_SIZE));
        relay.holdsAnswer("^PUT .*partNumber=3");
        Content content = new UnwantedContent(
                Content.of(file),
                () -> relay.requests().stream().anyMatch(request -> request.contains("partNumber=3")));

        assertThatThrownBy(() -> storage.write(key, content))
                .isInstanceOf(IOException.class)
                .hasMessage("in vain");

        assertThat(storage.find(key)).isEmpty();
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void a_copy_in_parts_ends_when_nobody_wants_it_any_more() throws IOException {
        S3Storage parts = builder(client).largestCopy(50L << 20).build();
        Key copy = Key.of("folder/copy.bin");
        storage.write(key, Content.of(bytes(51 << 20)));
        relay.requests().clear();
        relay.delaysAnswer("^PUT .*partNumber", 300).forEver();
        WriteGroup group = new WriteGroup(() -> {
            if (relay.requests().stream().anyMatch(request -> request.contains("partNumber=3"))) {
                throw new IOException("in vain");
            }
        });

        assertThatThrownBy(() -> parts.copy(key, copy, Optional.empty(), group))
                .isInstanceOf(IOException.class)
                .hasMessage("in vain");

        assertThat(storage.find(copy)).isEmpty();
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void what_is_too_large_for_one_copy_is_copied_in_parts() throws IOException {
        S3Storage parts = builder(client).largestCopy(50L << 20).build();
        Key copy = Key.of("folder/copy.bin");
        storage.write(key, Content.of(bytes(51 << 20)));
        relay.requests().clear();

        parts.copy(key, copy);

        assertThat(relay.requests())
                .filteredOn(request -> request.contains("partNumber="))
                .hasSize(11);
        try (InputStream original = storage.read(key);
                InputStream copied = storage.read(copy)) {
            assertThat(copied).hasSameContentAs(original);
        }
        storage.delete(List.of(copy));
    }

    @Test
    void after_a_part_that_cannot_be_copied_no_other_is_asked_for() throws IOException {
        S3Writes writes = builder(client).writes(new ObjectNames(S3Server.BUCKET, ""), new S3Errors(S3Server.BUCKET));
        relay.answers("^PUT .*partNumber=1", 403);
        try (MultipartUpload upload =
                MultipartUpload.start(writes, key, WriteHeaders.of(key, text(""), InlineTypes.SAFE), () -> {})) {
            upload.copy("folder/source.bin", "bytes=0-9");
            assertThatThrownBy(upload::complete).hasMessageContaining("access is denied");

            // More than have a place at once, so that the first of them have ended.
            for (int part = 0; part <= PartsUnderWay.AT_ONCE; part++) {
                assertThatThrownBy(() -> upload.copy("folder/source.bin", "bytes=10-19"))
                        .isInstanceOf(IOException.class);
            }
        }

        assertThat(relay.requests())
                .filteredOn(request -> request.contains("partNumber="))
                .hasSize(1);
    }

    @Test
    void an_interrupted_write_leaves_no_parts_and_stays_interrupted() throws IOException {
        InputStream interrupts = interruptsAfter(PART_SIZE);

        assertThatThrownBy(() -> storage.write(key, Content.of(interrupts))).isInstanceOf(IOException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
        assertThat(storage.find(key)).isEmpty();
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writes_that_are_interrupted_with_a_part_in_hand_leave_no_memory_taken() throws IOException {
        Storage tight = builder(client)
                .uploadMemory(2 * PART_SIZE)
                .uploadPatience(Duration.ofDays(1))
                .build();
        for (int attempt = 0; attempt < 3; attempt++) {
            // With the last bytes of a part: it has its memory, and is not under way yet.
            InputStream interrupts = interruptsAfter(2 * PART_SIZE - 100);

            assertThatThrownBy(() -> tight.write(key, Content.of(interrupts))).isInstanceOf(IOException.class);

            assertThat(Thread.interrupted()).isTrue();
        }

        tight.write(key, TestContents.unknownLength(bytes(4 * PART_SIZE)));
        assertThat(storage.find(key)).isPresent();
    }

    @Test
    void a_read_that_breaks_says_so() throws IOException {
        storage.write(key, Content.of(bytes(1_000_000)));
        relay.cutsAnswer("^GET", 200_000);

        try (InputStream in = storage.read(key)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining(key.value());
        }
    }

    @Test
    void a_stream_closed_early_does_not_read_on() throws IOException {
        storage.write(key, Content.of(bytes(4 << 20)));

        try (InputStream in = storage.read(key)) {
            assertThat(in.read()).isNotNegative();
        }

        // A connection that was given up is not used again; one that was read to its end is.
        assertThat(storage.find(key)).isPresent();
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void what_was_read_to_its_end_gives_its_connection_back() throws IOException {
        storage.write(key, Content.of(bytes(1_000_000)));

        try (InputStream all = storage.read(key)) {
            assertThat(all.readAllBytes()).hasSize(1_000_000);
        }
        try (InputStream exactly = storage.read(key)) {
            assertThat(exactly.readNBytes(1_000_000)).hasSize(1_000_000);
        }
        try (InputStream range = storage.read(key, ByteRange.of(500, 1_000))) {
            assertThat(range.readAllBytes()).hasSize(1_000);
        }
        try (InputStream range = storage.read(key, ByteRange.of(500, 1_000))) {
            assertThat(range.readNBytes(1_000)).hasSize(1_000);
        }

        assertThat(storage.find(key)).isPresent();
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void a_range_closed_early_does_not_read_on() throws IOException {
        storage.write(key, Content.of(bytes(4 << 20)));

        try (InputStream in = storage.read(key, ByteRange.of(1, 3 << 20))) {
            assertThat(in.readNBytes(1_000)).hasSize(1_000);
        }

        assertThat(storage.find(key)).isPresent();
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void a_date_in_another_form_fails_no_write() throws IOException {
        relay.answers("^PUT", 200, "Date: 22.11.2026 19:33\r\n");
        Instant before = Instant.now();

        StoredObject stored = storage.write(key, text("bytes"));

        assertThat(stored.lastModified()).isBetween(before, Instant.now());
    }

    @Test
    void objects_are_deleted_where_uploads_may_not_be_listed() throws IOException {
        for (int status : List.of(403, 405, 501)) {
            storage.write(key, text("bytes"));
            relay.answers("[?&]uploads", status);

            assertThatThrownBy(() -> storage.delete(List.of(key)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'abort-unfinished'")
                    .hasMessageContaining(key.value())
                    .hasNoSuppressedExceptions()
                    .cause()
                    .isExactlyInstanceOf(AccessDeniedException.class);

            assertThat(storage.find(key)).isEmpty();
        }
    }

    @Test
    void objects_that_may_not_be_deleted_are_denied() {
        relay.answers("^DELETE", 403).replacesAnswer("^POST .*[?&]delete", refused("AccessDenied"));

        assertThatThrownBy(() -> storage.delete(List.of(key)))
                .hasMessageContaining(key.value())
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> storage.delete(List.of(key, Key.of("folder/other.bin"))))
                .hasMessageContaining(key.value())
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void objects_that_a_server_fails_to_delete_are_not_denied() {
        relay.replacesAnswer("^POST .*[?&]delete", refused("InternalError"));

        assertThatThrownBy(() -> storage.delete(List.of(key, Key.of("folder/other.bin"))))
                .hasMessageContaining("InternalError")
                .hasNoCause();
    }

    private String refused(String code) {
        String body = "<DeleteResult><Error><Key>" + key + "</Key><Code>" + code + "</Code></Error></DeleteResult>";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void a_refusal_to_list_uploads_is_told_once() {
        relay.answers("[?&]uploads", 403).answers("[?&]uploads", 403);
        List<Key> keys =
                IntStream.range(0, 1_500).mapToObj(i -> Key.of("folder/" + i)).toList();

        assertThatThrownBy(() -> storage.delete(keys))
                .isInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();

        assertThat(relay.requests())
                .filteredOn(request -> request.contains("uploads"))
                .hasSize(1);
        assertThat(relay.requests())
                .filteredOn(request -> request.endsWith("?delete"))
                .hasSize(2);
    }

    @Test
    void a_source_that_times_out_is_told_with_the_key() {
        Content slow = Content.of(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }
        });

        assertThatThrownBy(() -> storage.write(key, slow))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/file.bin': its content cannot be read: Read timed out")
                .hasCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void an_odd_content_type_is_told_with_the_key() {
        assertThatThrownBy(() -> storage.write(key, new Described(text("bytes"), "no type", "a.txt")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not write 'folder/file.bin'")
                .hasMessageContaining("'no type'");
    }

    @Test
    void a_write_that_times_out_is_settled_by_one_look() throws IOException {
        relay.holdsAnswer("^PUT");

        try (S3Client hasty = S3Server.client(relay.endpoint())
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(5)))
                .build()) {
            builder(hasty).build().write(key, text("bytes"));
        }

        assertThat(relay.requests()).containsExactly("PUT /files/folder/file.bin", "HEAD /files/folder/file.bin");
    }

    @Test
    void an_error_below_a_good_status_is_settled() throws IOException {
        String error = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InternalError</Code></Error>";
        relay.replacesAnswer("^POST .*uploadId=", ok(error));

        try (S3Client once = S3Server.client(relay.endpoint())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
            builder(once).build().write(key, TestContents.unknownLength(bytes(2 * PART_SIZE)));
        }

        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(2L * PART_SIZE);
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void an_answer_that_cannot_be_understood_is_settled() throws IOException {
        relay.replacesAnswer("^POST .*uploadId=", ok("<CompleteMultipartUploadResult"));

        storage.write(key, TestContents.unknownLength(bytes(2 * PART_SIZE)));

        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(2L * PART_SIZE);
    }

    @Test
    void ten_objects_of_a_long_list_take_one_request() throws IOException {
        String first =
                listing(1_000, "<IsTruncated>true</IsTruncated><NextContinuationToken>2</NextContinuationToken>");
        relay.replacesAnswer("list-type", ok(first));

        try (Stream<StoredObject> all = storage.list("folder/")) {
            assertThat(all.limit(10)).hasSize(10);
        }

        assertThat(relay.requests()).hasSize(1);
    }

    @Test
    void a_server_that_refuses_conditions_is_named_with_the_setting() {
        relay.answers("^PUT", 501);

        assertThatThrownBy(() -> storage.write(key, text("bytes")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'conditional-writes'");
    }

    @Test
    void a_server_without_conditions_can_be_used() throws IOException {
        Storage unconditional = builder(client).conditionalWrites(false).build();
        relay.losesAnswer("^PUT");

        unconditional.write(key, text("bytes"));
        unconditional.write(Key.of("folder/parts.bin"), TestContents.unknownLength(bytes(2 * PART_SIZE)));

        assertThat(storage.read(key)).hasContent("bytes");
        assertThat(relay.heads()).noneMatch(head -> head.contains("if-none-match"));
        storage.delete(List.of(Key.of("folder/parts.bin")));
    }

    @Test
    void wrong_credentials_are_named_and_not_shown() {
        try (S3Client wrong = S3Server.client(server.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "no-secret")))
                .build()) {
            assertThatThrownBy(() -> builder(wrong).build().write(key, text("bytes")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("folder/file.bin")
                    .hasMessageContaining("'secret-key'")
                    .hasStackTraceContaining("S3Errors")
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("no-secret"));
        }
    }

    @Test
    void a_missing_bucket_is_named() {
        Storage nowhere = S3Storage.builder(client, "nowhere").build();

        assertThatThrownBy(() -> nowhere.write(key, text("bytes")))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/file.bin' in bucket 'nowhere': the bucket does not exist;"
                        + " check 'bucket', 'region' and 'endpoint'");
        assertThatThrownBy(() -> nowhere.read(key, ByteRange.ALL)).hasMessageContaining("the bucket does not exist");
        assertThatThrownBy(() -> nowhere.list("").toList()).hasMessageContaining("the bucket does not exist");
    }

    @Test
    void an_endpoint_out_of_reach_is_named() throws IOException {
        try (S3Client nobody =
                S3Server.client(URI.create("http://127.0.0.1:" + closedPort())).build()) {
            assertThatThrownBy(() -> builder(nobody).build().write(key, text("bytes")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the endpoint cannot be reached; check 'endpoint' and 'region'");
        }
    }

    private static S3StorageBuilder builder(S3Client client) {
        return S3Storage.builder(client, S3Server.BUCKET).partSize(PART_SIZE);
    }

    private static String listing(int objects, String rest) {
        String contents = IntStream.range(0, objects)
                .mapToObj(i -> "<Contents><Key>folder/" + i + "</Key><Size>1</Size>"
                        + "<LastModified>2026-11-22T12:00:00Z</LastModified></Contents>")
                .collect(Collectors.joining());
        return "<ListBucketResult>" + rest + contents + "</ListBucketResult>";
    }

    private static String ok(String xml) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                + xml.length() + "\r\n\r\n" + xml;
    }

    private static InputStream interruptsAfter(int bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes(4 * PART_SIZE))) {
            private int left = bytes;

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                int read = super.read(target, offset, count);
                left -= read;
                if (left < 0) {
                    Thread.currentThread().interrupt();
                }
                return read;
            }
        };
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String trace(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
