package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.s3.Browser.put;

import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFiles;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.Key;
import org.storedfile.storage.PrefixStorage;
import org.storedfile.storage.Storage;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.s3.S3Client;

/** What a client sends straight to the bucket. s3proxy checks the signatures. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DirectUploadsTest {
    private static final byte[] PIXELS = "pixels".getBytes(UTF_8);

    private static S3Server server;
    private static S3Client client;
    private static S3Storage storage;
    private static StoredFiles files;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
        client = S3Server.client(server.endpoint()).build();
        storage = S3Storage.builder(client, S3Server.BUCKET).build();
        files = StoredFiles.builder().storage("default", storage).build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void what_was_agreed_is_stored_and_claimed() throws Exception {
        StagedUpload upload = files.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));

        assertThat(put(upload.request(), PIXELS, upload.request().headers())).isEqualTo(200);

        FileRef file = files.staged().claim(upload.ticket());
        assertThat(file.name()).isEqualTo("front.png");
        assertThat(file.isStored()).isFalse();
        assertThat(file.size()).isEqualTo(PIXELS.length);
    }

    @Test
    void what_was_agreed_for_a_folder_of_the_bucket_is_stored_in_it() throws Exception {
        Storage folder = new PrefixStorage(storage, Key.of("tenant 1"));
        try (StoredFiles tenant =
                StoredFiles.builder().storage("default", folder).build()) {
            StagedUpload upload = tenant.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));

            assertThat(put(upload.request(), PIXELS, upload.request().headers()))
                    .isEqualTo(200);

            assertThat(storage.find(Key.of("tenant 1/" + upload.ticket().key())))
                    .isPresent();
            assertThat(tenant.staged().claim(upload.ticket()).size()).isEqualTo(PIXELS.length);
        }
    }

    @Test
    void a_second_use_is_refused() throws Exception {
        DirectUpload request = files.staged()
                .put("front.png", terms(PIXELS, PIXELS.length, "image/png"))
                .request();
        put(request, PIXELS, request.headers());

        assertThat(put(request, PIXELS, request.headers())).isEqualTo(412);
    }

    @Test
    void other_types_sizes_checksums_and_unconditional_requests_are_refused() throws Exception {
        StagedUpload upload = files.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));
        DirectUpload request = upload.request();

        assertThat(put(request, PIXELS, with(request, "content-type", "text/html")))
                .isEqualTo(403);
        assertThat(put(request, "more pixels".getBytes(UTF_8), request.headers()))
                .isEqualTo(403);
        assertThat(put(request, PIXELS, with(request, "x-amz-checksum-sha256", "AAAA")))
                .isEqualTo(403);
        assertThat(put(request, PIXELS, with(request, "if-none-match", "\"x\"")))
                .isEqualTo(403);
        assertThatThrownBy(() -> files.staged().claim(upload.ticket())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void bytes_of_the_right_size_with_another_checksum_are_refused_when_they_are_claimed() throws Exception {
        StagedUpload upload = files.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));
        storage.write(Key.of(upload.ticket().key()), content("virus!", "image/png"));

        assertThatThrownBy(() -> files.staged().claim(upload.ticket()))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("'front.png' has another checksum");

        assertThat(storage.find(Key.of(upload.ticket().key()))).isEmpty();
    }

    @Test
    void another_size_or_type_is_refused_when_it_is_claimed() throws Exception {
        StagedUpload size = files.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));
        storage.write(Key.of(size.ticket().key()), content("more pixels", "image/png"));
        StagedUpload type = files.staged().put("front.png", terms(PIXELS, PIXELS.length, "image/png"));
        storage.write(Key.of(type.ticket().key()), content("pixels", "text/html"));

        assertThatThrownBy(() -> files.staged().claim(size.ticket())).hasMessageContaining("11 bytes instead of 6");
        assertThatThrownBy(() -> files.staged().claim(type.ticket()))
                .hasMessageContaining("text/html instead of image/png");
    }

    @Test
    void an_expired_request_is_refused() throws Exception {
        S3Storage past = S3Storage.builder(client, S3Server.BUCKET)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)))
                .build();
        DirectUpload request = StoredFiles.builder()
                .storage("default", past)
                .build()
                .staged()
                .put("front.png", terms(PIXELS, PIXELS.length, "image/png"))
                .request();

        assertThat(put(request, PIXELS, request.headers())).isEqualTo(403);
    }

    @Test
    void a_form_stores_what_was_agreed_and_no_more() throws Exception {
        StagedUpload upload = files.staged().form("front.png", terms(PIXELS, PIXELS.length, "image/png"));

        assertThat(post(upload.request(), "more pixels")).isGreaterThanOrEqualTo(400);
        assertThatThrownBy(() -> files.staged().claim(upload.ticket())).isInstanceOf(NoSuchFileException.class);
        assertThat(post(upload.request(), "pixels")).isBetween(200, 204);

        FileRef file = files.staged().claim(upload.ticket());
        assertThat(file.size()).isEqualTo(PIXELS.length);
    }

    @Test
    void a_form_with_another_field_or_value_is_refused() throws Exception {
        StagedUpload upload = files.staged().form("front.png", terms(PIXELS, PIXELS.length, "image/png"));
        DirectUpload form = upload.request();

        assertThat(post(filled(form, "Content-Type", "text/html"), "pixels")).isEqualTo(403);
        assertThat(post(filled(form, "key", "elsewhere.png"), "pixels")).isEqualTo(403);
        assertThat(post(filled(form, "acl", "public-read"), "pixels")).isEqualTo(403);
        assertThat(post(filled(form, "x-amz-signature", "0".repeat(64)), "pixels"))
                .isEqualTo(403);
        assertThat(post(form, "virus!")).as("another checksum").isEqualTo(400);
        assertThatThrownBy(() -> files.staged().claim(upload.ticket())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void an_expired_form_is_refused() throws Exception {
        S3Storage past = S3Storage.builder(client, S3Server.BUCKET)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)))
                .build();
        DirectUpload form = past.as(DirectUploads.class)
                .orElseThrow()
                .form(Key.of("late.png"), terms(PIXELS, PIXELS.length, "image/png"));

        assertThat(post(form, "pixels")).isEqualTo(403);
        assertThat(storage.find(Key.of("late.png"))).isEmpty();
    }

    @Test
    void every_condition_of_a_form_has_its_field_and_every_field_its_condition() throws Exception {
        StaticCredentialsProvider session =
                StaticCredentialsProvider.create(AwsSessionCredentials.create("id", "secret", "token"));
        try (S3Client temporary =
                S3Server.client(server.endpoint()).credentialsProvider(session).build()) {
            DirectUpload form = S3Storage.builder(temporary, S3Server.BUCKET)
                    .storageClass("STANDARD_IA")
                    .encryption("aws:kms")
                    .kmsKey("key-1")
                    .build()
                    .as(DirectUploads.class)
                    .orElseThrow()
                    .form(Key.of("a.png"), terms(PIXELS, PIXELS.length, "image/png"));
            String policy = new String(Base64.getDecoder().decode(form.fields().get("policy")), UTF_8);
            JsonNode read = JsonNode.parser().parse(policy);

            Map<String, String> conditions = new HashMap<>();
            read.field("conditions").orElseThrow().asArray().stream()
                    .filter(JsonNode::isObject)
                    .forEach(condition ->
                            condition.asObject().forEach((name, value) -> conditions.put(name, value.asString())));
            Map<String, String> signed = new HashMap<>(form.fields());
            // They sign; the bucket is in the address.
            signed.keySet().removeAll(List.of("policy", "x-amz-signature"));
            signed.put("bucket", S3Server.BUCKET);
            assertThat(conditions)
                    .isEqualTo(signed)
                    .containsKeys(
                            "x-amz-storage-class",
                            "x-amz-server-side-encryption",
                            "x-amz-server-side-encryption-aws-kms-key-id",
                            "x-amz-security-token");
            assertThat(read.field("expiration").orElseThrow().asString())
                    .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");
        }
    }

    @Test
    void how_the_storage_keeps_its_objects_is_bound_as_well() throws Exception {
        S3Storage encrypting = S3Storage.builder(client, S3Server.BUCKET)
                .storageClass("STANDARD_IA")
                .encryption("aws:kms")
                .kmsKey("key-1")
                .build();
        Map<String, String> kept = Map.of(
                "x-amz-storage-class", "STANDARD_IA",
                "x-amz-server-side-encryption", "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id", "key-1");
        UploadTerms terms = terms(PIXELS, PIXELS.length, "image/png");
        DirectUpload put = encrypting.as(DirectUploads.class).orElseThrow().put(Key.of("a.png"), terms);
        DirectUpload form = encrypting.as(DirectUploads.class).orElseThrow().form(Key.of("a.png"), terms);

        assertThat(put.headers()).containsAllEntriesOf(kept);
        for (String header : kept.keySet()) {
            Map<String, String> without = new HashMap<>(put.headers());
            without.remove(header);
            assertThat(put(put, PIXELS, without)).as(header).isEqualTo(403);
        }
        String policy = new String(Base64.getDecoder().decode(form.fields().get("policy")), UTF_8);
        assertThat(form.fields()).containsAllEntriesOf(kept);
        assertThat(kept)
                .allSatisfy((name, value) -> assertThat(policy).contains("{\"" + name + "\":\"" + value + "\"}"));
    }

    @Test
    void a_form_needs_a_checksum_and_no_request_takes_more_than_5_GiB() {
        UploadTerms unknown = new UploadTerms(6, "image/png", Optional.empty(), Duration.ofMinutes(10));
        UploadTerms large = new UploadTerms((5L << 30) + 1, "video/mp4", Optional.empty(), Duration.ofMinutes(10));

        assertThatThrownBy(() -> files.staged().form("front.png", unknown)).hasMessageContaining("needs a checksum");
        assertThatThrownBy(() -> files.staged().put("film.mp4", large)).hasMessageContaining("5 GiB");
    }

    private static UploadTerms terms(byte[] bytes, long size, String type) throws Exception {
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new UploadTerms(size, type, Optional.of(checksum), Duration.ofMinutes(10));
    }

    private static Map<String, String> with(DirectUpload request, String header, String value) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(header, value);
        return headers;
    }

    private static DirectUpload filled(DirectUpload form, String field, String value) {
        Map<String, String> fields = new HashMap<>(form.fields());
        fields.put(field, value);
        return new DirectUpload(form.method(), form.address(), form.headers(), fields);
    }

    private static int post(DirectUpload request, String bytes) throws Exception {
        return Browser.post(request, bytes.getBytes(UTF_8));
    }

    private static org.storedfile.storage.Content content(String text, String type) {
        return new org.storedfile.storage.Content() {
            @Override
            public InputStream open() {
                return new java.io.ByteArrayInputStream(text.getBytes(UTF_8));
            }

            @Override
            public java.util.OptionalLong length() {
                return java.util.OptionalLong.of(text.length());
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public Optional<String> contentType() {
                return Optional.of(type);
            }
        };
    }
}
