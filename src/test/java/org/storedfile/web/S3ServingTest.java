package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Files in a bucket, sent through the servlet or by a redirect to the bucket's own link. */
@NullUnmarked
@Timeout(60)
class S3ServingTest {
    private static final URI BASE = URI.create("/app/files");
    private static final Key KEY = Key.of("Fotos/Hafen ü.png");
    private static final byte[] BYTES = new byte[20_000_000];
    private static final int CONNECTIONS = 2;
    private static final HttpClient BROWSER =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static S3Server server;
    private static S3Client client;
    private static S3Storage bucket;
    private static S3Storage drawings;
    private static S3Storage domain;

    private final LinkSigner here = LinkSigner.with(new byte[32]).build();
    private final LinkSigner onward =
            LinkSigner.with("o".repeat(32).getBytes(UTF_8)).build();
    private final LinkSigner inDomain =
            LinkSigner.with("d".repeat(32).getBytes(UTF_8)).build();

    @TempDir
    Path temp;

    private StoredFiles.Registration registration;
    private Container container;

    @BeforeAll
    static void startS3() throws Exception {
        server = S3Server.start();
        client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10)))
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
        bucket = S3Storage.builder(client, S3Server.BUCKET).build();
        drawings = S3Storage.builder(client, S3Server.BUCKET)
                .allowInline("image/svg+xml")
                .build();
        domain = S3Storage.builder(client, S3Server.BUCKET)
                .customDomain(URI.create("https://cdn.example.org"))
                .build();
        new Random(5).nextBytes(BYTES);
        bucket.write(KEY, Content.of(BYTES));
    }

    @AfterAll
    static void stopS3() throws Exception {
        client.close();
        server.close();
    }

    @BeforeEach
    void start() throws Exception {
        StoredFiles files = StoredFiles.builder()
                .storage("default", new LinkedStorage(bucket, BASE, here))
                .storage("onward", new LinkedStorage(bucket, BASE, onward).redirecting())
                .storage("drawings", new LinkedStorage(drawings, BASE, onward).redirecting())
                .storage("domain", new LinkedStorage(domain, BASE, inDomain).redirecting())
                .build();
        registration = files.register();
        container = TomcatContainer.start(Map.of("/files/*", new StoredFileServlet(files)), Map.of(), temp);
    }

    @AfterEach
    void stop() {
        container.close();
        registration.close();
    }

    @Test
    void a_file_comes_through_the_servlet() throws Exception {
        HttpResponse<byte[]> answer = get(link(here), "Range", "bytes=9000000-9000009");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, 9_000_000, 9_000_010));
    }

    @Test
    void a_redirect_leads_to_the_bytes_with_name_and_type() throws Exception {
        HttpResponse<byte[]> answer = get(link(onward));

        assertThat(answer.uri().getAuthority()).isEqualTo(server.endpoint().getAuthority());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("Grüße.png".replace("ü", "%C3%BC").replace("ß", "%C3%9F"));
    }

    @Test
    void a_redirect_lives_no_longer_than_the_link_that_led_to_it() throws Exception {
        String location = redirect(LinkOptions.DEFAULTS.expiresAfter(Duration.ofMinutes(2)));

        int seconds = Integer.parseInt(location.replaceAll(".*X-Amz-Expires=(\\d+).*", "$1"));

        // The same link is given for a while, so it lives up to a quarter longer than asked for.
        assertThat(seconds).isBetween(60, 200);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, false, inline",
        "image/svg+xml, true, inline",
        "image/svg+xml, false, attachment",
    })
    void a_redirect_shows_what_may_be_shown_and_saves_the_rest(String type, boolean isAllowed, String disposition)
            throws Exception {
        Key key = Key.of("types/" + UUID.randomUUID());
        S3Storage storage = isAllowed ? drawings : bucket;
        storage.write(key, new TestContents.Described(Content.of("<svg/>".getBytes(UTF_8)), type, "b"));
        FileRef file = StoredFiles.current().existing(isAllowed ? "drawings" : "onward", key.value());
        for (boolean isNamed : new boolean[] {false, true}) {
            FileResponse response =
                    FileResponse.of(file).allowInline(isAllowed ? type : "none").redirect();
            response = isNamed ? response.fileName("c") : response;

            FileAnswer answer = response.answer(Asked.get());

            URI location = URI.create(answer.headers().get("Location"));
            assertThat(BROWSER.send(HttpRequest.newBuilder(location).build(), BodyHandlers.discarding())
                            .headers()
                            .firstValue("Content-Disposition")
                            .orElseThrow())
                    .startsWith(disposition);
        }
    }

    @Test
    void the_applications_own_servlet_sends_on_as_well() throws Exception {
        FileRef file = StoredFiles.current().existing("onward", KEY.value());

        FileAnswer answer = FileResponse.of(file).redirect().answer(Asked.get());
        FileAnswer head = FileResponse.of(file).redirect().answer(new Asked("HEAD", Map.of()));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(BROWSER.send(
                                HttpRequest.newBuilder(
                                                URI.create(answer.headers().get("Location")))
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(BYTES);
        assertThat(head.status()).isEqualTo(200);
    }

    @Test
    void a_link_that_expires_leads_to_no_link_that_does_not() throws Exception {
        HttpResponse<byte[]> answer = get(link(inDomain));

        assertThat(answer.uri().getAuthority()).isEqualTo(container.address().getAuthority());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void what_an_unsigned_domain_cannot_be_told_is_served_here() throws Exception {
        Key page = inDomain("text/html");
        Key picture = inDomain("image/png");

        FileAnswer saved = inDomain(page).answer(Asked.get());
        FileAnswer named = inDomain(picture).fileName("c.png").answer(Asked.get());
        FileAnswer plain = inDomain(picture).answer(Asked.get());

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .hasEntrySatisfying(
                        "Content-Disposition", value -> assertThat(value).startsWith("attachment"));
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.headers()).containsEntry("Content-Disposition", "inline; filename=\"c.png\"");
        assertThat(plain.headers()).containsEntry("Location", "https://cdn.example.org/" + picture);
    }

    private static Key inDomain(String type) throws IOException {
        Key key = Key.of("types/" + UUID.randomUUID());
        domain.write(key, new TestContents.Described(Content.of("<p>".getBytes(UTF_8)), type, "b"));
        return key;
    }

    private static FileResponse inDomain(Key key) {
        return FileResponse.of(StoredFiles.current().existing("domain", key.value()))
                .redirect();
    }

    @Test
    void clients_that_go_away_leave_no_connection_to_the_bucket_taken() throws Exception {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            goAway();
        }

        // Each waits for a connection of its own.
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(get(link(here), "Range", "bytes=0-99").body()).hasSize(100);
        }
        assertThat(get(link(here)).body()).isEqualTo(BYTES);
    }

    private void goAway() throws IOException {
        try (Socket socket =
                new Socket(container.address().getHost(), container.address().getPort())) {
            socket.setSoLinger(true, 0); // a reset
            socket.getOutputStream()
                    .write(RawHttp.head("GET", target(LinkOptions.DEFAULTS)).getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }
    }

    private String redirect(LinkOptions options) throws Exception {
        URI link = container.address().resolve(onward.url(BASE, KEY, options));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String target(LinkOptions options) {
        return here.url(BASE, KEY, options).toString();
    }

    private URI link(LinkSigner signer) {
        return container
                .address()
                .resolve(signer.url(
                        BASE, KEY, LinkOptions.DEFAULTS.download("Grüße.png").as("image/png")));
    }

    private static HttpResponse<byte[]> get(URI link, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BROWSER.send(request.build(), BodyHandlers.ofByteArray());
    }
}
