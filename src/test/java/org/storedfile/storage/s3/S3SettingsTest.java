package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.TestContents.Described;
import org.storedfile.storage.UploadTerms;

/** What the options put on the requests, as it arrives at the server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3SettingsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "acl", "public-read",
            "storage-class", "STANDARD_IA",
            "sse", "aws:kms",
            "kms-key", "key-1",
            "cache-control", "max-age=60");

    private static final List<String> SETTINGS_SENT = List.of(
            "x-amz-acl: public-read",
            "x-amz-storage-class: standard_ia",
            "x-amz-server-side-encryption: aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id: key-1",
            "cache-control: max-age=60");

    private static final List<String> CONTENT_SENT =
            List.of("content-type: image/png", "content-disposition: inline; filename=\"b.png\"");

    private final Key key = Key.of("folder/file.png");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        S3Server server = S3Server.start();
        opened.add(0, server);
        relay = new Relay(server.endpoint());
        opened.add(0, relay);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void a_put_carries_them() throws Exception {
        relay.answers("^PUT", 200);

        storage(SETTINGS).write(key, described(text("pixels")));

        assertThat(head("put /files/folder/file.png "))
                .containsAll(SETTINGS_SENT)
                .containsAll(CONTENT_SENT);
    }

    @Test
    void the_beginning_of_a_multipart_upload_carries_them() throws Exception {
        relay.answers("^POST .*uploads", 403);
        Storage storage = storage(SETTINGS);

        assertThatThrownBy(() -> storage.write(key, described(TestContents.unknownLength(bytes(9 << 20)))))
                .isInstanceOf(IOException.class);

        assertThat(head("post /files/folder/file.png?uploads"))
                .containsAll(SETTINGS_SENT)
                .containsAll(CONTENT_SENT);
    }

    @Test
    void a_copy_carries_them() throws Exception {
        storage(Map.of()).write(key, described(text("pixels")));
        relay.answers("^PUT .*copy.png", 403);
        Copies copies = storage(SETTINGS).as(Copies.class).orElseThrow();

        assertThatThrownBy(() -> copies.copy(key, Key.of("folder/copy.png"))).isInstanceOf(IOException.class);

        assertThat(head("put /files/folder/copy.png "))
                .containsAll(SETTINGS_SENT)
                .containsAll(CONTENT_SENT);
    }

    @Test
    void an_upload_whose_parts_clients_send_begins_with_how_it_is_kept_and_no_checksum() throws Exception {
        relay.answers("^POST .*uploads", 403);
        UploadTerms terms = new UploadTerms(1000, "image/png", Optional.empty(), Duration.ofMinutes(10));

        assertThatThrownBy(() ->
                        storage(SETTINGS).as(PartedUploads.class).orElseThrow().begin(key, terms, 5 << 20))
                .isInstanceOf(IOException.class);

        assertThat(head("post /files/folder/file.png?uploads"))
                .contains("content-type: image/png")
                .containsAll(SETTINGS_SENT.subList(1, 4))
                .noneMatch(header -> header.contains("checksum"));
    }

    @Test
    void a_key_alone_asks_for_its_kind_of_encryption() throws Exception {
        relay.answers("^PUT", 200);

        storage(Map.of("kms-key", "key-1")).write(key, text("pixels"));

        assertThat(head("put "))
                .contains(
                        "x-amz-server-side-encryption: aws:kms", "x-amz-server-side-encryption-aws-kms-key-id: key-1");
    }

    @Test
    void nothing_is_asked_for_unless_set() throws Exception {
        storage(Map.of()).write(key, text("pixels"));

        assertThat(head("put "))
                .contains("cache-control: " + S3StorageBuilder.PRIVATE_CACHE)
                .contains("content-type: application/octet-stream", "content-disposition: attachment")
                .noneMatch(line -> line.startsWith("x-amz-acl") || line.startsWith("x-amz-storage-class"))
                .noneMatch(line -> line.startsWith("x-amz-server-side"));
    }

    @Test
    void more_types_may_be_shown() throws Exception {
        relay.answers("^PUT", 200);
        Map<String, String> allowed = Map.of("inline", "font/*, Image/SVG+xml");

        storage(allowed).write(key, new TestContents.Described(text("<svg/>"), "image/svg+xml", "b.svg"));

        assertThat(head("put ")).contains("content-disposition: inline; filename=\"b.svg\"");
    }

    @Test
    void a_deletion_looks_for_unfinished_uploads_unless_told_not_to() throws Exception {
        storage(Map.of("abort-unfinished", "false")).delete(List.of(key));
        assertThat(relay.requests()).noneMatch(request -> request.contains("uploads"));

        storage(Map.of()).delete(List.of(key));
        assertThat(relay.requests()).anyMatch(request -> request.contains("uploads"));
    }

    @Test
    void a_session_token_goes_with_every_request() throws Exception {
        relay.answers("^PUT", 200).answers("^HEAD", 404);
        Storage storage = storage(Map.of("session-token", "token-1"));

        storage.write(key, text("pixels"));
        assertThat(storage.find(key)).isEmpty();

        assertThat(relay.heads()).hasSize(2).allMatch(head -> head.contains("x-amz-security-token: token-1\r\n"));
    }

    private static Content described(Content content) {
        return new Described(content, "image/png", "b.png");
    }

    /** Returns the lines of the head of the one request that begins so. */
    @Test
    void the_ways_of_amazon_itself_can_be_set_for_a_server_that_has_them() throws Exception {
        Storage storage = storage(Map.of(
                "checksum", "client",
                "checksum-mode", "when-supported",
                "chunked-encoding", "true",
                "legacy-md5", "false"));
        relay.answers("^PUT", 200);
        storage.write(key, text("pixels"));
        assertThat(head("put /files/folder/file.png "))
                .contains("x-amz-sdk-checksum-algorithm: crc32")
                .anyMatch(line -> line.startsWith("content-encoding: aws-chunked"))
                .noneMatch(line -> line.startsWith("content-md5"));

        storage.delete(List.of(key, Key.of("other.png")));

        assertThat(head("post "))
                .anyMatch(line -> line.startsWith("x-amz-checksum-crc32: "))
                .noneMatch(line -> line.startsWith("content-md5"));
    }

    @Test
    void a_link_to_the_public_endpoint_is_followed_there() throws Exception {
        int port = relay.endpoint().getPort();
        Storage storage = storage(Map.of("public-endpoint", "http://localhost:" + port));
        storage.write(key, text("pixels"));

        URI link = storage.as(Links.class).orElseThrow().url(key, LinkOptions.DEFAULTS);

        assertThat(link).hasAuthority("localhost:" + port);
        try (InputStream in = link.toURL().openStream()) {
            assertThat(in).hasContent("pixels");
        }
        URI forged = URI.create(link.toString().replace("file.png", "other.png"));
        assertThatThrownBy(() -> forged.toURL().openStream()).hasMessageContaining("403");
    }

    private List<String> head(String begins) {
        List<String> heads =
                relay.heads().stream().filter(head -> head.startsWith(begins)).toList();
        assertThat(heads).hasSize(1);
        return heads.get(0).lines().toList();
    }

    private Storage storage(Map<String, String> settings) throws IOException {
        Map<String, String> server = Map.of(
                "endpoint", relay.endpoint().toString(),
                "bucket", S3Server.BUCKET,
                "access-key", S3Server.ACCESS_KEY,
                "secret-key", S3Server.SECRET_KEY);
        StorageOptions options = new StorageOptions(
                name -> Optional.ofNullable(settings.get(name)).or(() -> Optional.ofNullable(server.get(name))));
        Storage storage = new S3Type().configure(options).create();
        assertThat(options.faults()).isEmpty();
        opened.add(0, storage.as(AutoCloseable.class).orElseThrow());
        return storage;
    }
}
