package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.TestContents.Described;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3LinksTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static S3Server server;
    private static S3Client client;

    private final Key key = Key.of("Fotos/für alle/a+b%20 &=?#~'(1)ü.png");

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
        client = S3Server.client(server.endpoint()).build();
        S3Storage.builder(client, S3Server.BUCKET)
                .prefix("media")
                .build()
                .write(
                        Key.of("Fotos/für alle/a+b%20 &=?#~'(1)ü.png"),
                        new Described(text("pixels"), "image/png", "Ä \"quoted\"; x=\r\nb.png"));
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void a_link_is_followed_without_credentials() throws Exception {
        URI link = builder().build().url(key, LinkOptions.DEFAULTS);

        HttpResponse<String> answer = get(link);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("pixels");
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Cache-Control")).contains(S3StorageBuilder.PRIVATE_CACHE);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("inline; filename=\"_ _quoted_; x=b.png\"; filename*=UTF-8''"
                        + "%C3%84%20%22quoted%22%3B%20x%3Db.png");
    }

    @Test
    void a_link_decides_name_and_type() throws Exception {
        LinkOptions options = LinkOptions.DEFAULTS.download("Prüfung \"1\".txt").as("text/plain; charset=utf-8");

        HttpResponse<String> answer = get(builder().build().url(key, options));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"Pr_fung _1_.txt\"; filename*=UTF-8''Pr%C3%BCfung%20%221%22.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "image/svg+xml, a.svg, attachment; filename=\"a.svg\"",
        "TEXT/HTML; charset=utf-8, a.html, attachment; filename=\"a.html\"",
        "application/xhtml+xml, , attachment",
        "'image/png;a, text/html', , attachment",
        "application/octet-stream, a.png, attachment; filename=\"a.png\"",
        "image/webp, a.webp, inline; filename=\"a.webp\"",
        "video/mp4, , none",
    })
    void what_could_run_is_saved_and_not_shown(String type, String name, String disposition) throws Exception {
        S3Storage storage = builder().build();
        Key written = written(storage, type, name);
        storage.copy(written, Key.of(written + "2"));

        for (Key each : List.of(written, Key.of(written + "2"))) {
            HttpResponse<String> answer = get(storage.url(each, LinkOptions.DEFAULTS));
            assertThat(answer.headers().firstValue("Content-Disposition").orElse("none"))
                    .isEqualTo(disposition);
        }
    }

    @Test
    void more_types_can_be_shown_if_that_is_allowed() throws Exception {
        S3Storage storage = builder().allowInline("image/svg+xml", "font/*").build();

        URI link = storage.url(written(storage, "image/svg+xml", "a.svg"), LinkOptions.DEFAULTS);

        assertThat(get(link).headers().firstValue("Content-Disposition")).contains("inline; filename=\"a.svg\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline; filename=\"a.svg\"", "INLINE", "filename=\"a.svg\"", "attachment", ""})
    void a_copy_of_what_others_stored_is_saved_as_well(String disposition) throws Exception {
        Key theirs = Key.of("theirs/" + UUID.randomUUID());
        client.putObject(
                put -> put.bucket(S3Server.BUCKET)
                        .key("media/" + theirs)
                        .contentType("image/svg+xml")
                        .contentDisposition(disposition),
                RequestBody.fromString("<svg/>"));
        S3Storage storage = builder().build();

        storage.copy(theirs, Key.of(theirs + ".svg"));

        assertThat(get(storage.url(Key.of(theirs + ".svg"), LinkOptions.DEFAULTS))
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElseThrow())
                .startsWith("attachment");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, , attachment",
        "text/html, b.png, attachment; filename=\"b.png\"",
        "image/png, , inline",
        "image/png, b.png, inline; filename=\"b.png\"",
        ", b.png, attachment; filename=\"b.png\"",
    })
    void a_link_shows_only_what_it_says_is_safe(String type, String name, String disposition) throws Exception {
        LinkOptions options =
                new LinkOptions(Optional.empty(), false, Optional.ofNullable(name), Optional.ofNullable(type));

        HttpResponse<String> answer = get(builder().build().url(key, options));

        assertThat(answer.headers().firstValue("Content-Disposition")).contains(disposition);
    }

    private static Key written(S3Storage storage, String type, String name) throws Exception {
        Key written = Key.of("types/" + UUID.randomUUID());
        storage.write(written, new Described(text("<svg/>"), type, name));
        return written;
    }

    @Test
    void a_link_that_has_expired_is_refused() throws Exception {
        Clock twoHoursAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));

        HttpResponse<String> answer = get(builder().clock(twoHoursAgo).build().url(key, LinkOptions.DEFAULTS));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void a_link_lives_at_least_as_long_as_asked_for() throws Exception {
        Clock fiftyNineMinutesAgo = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-59));

        HttpResponse<String> answer =
                get(builder().clock(fiftyNineMinutesAgo).build().url(key, LinkOptions.DEFAULTS));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_link_that_was_changed_is_refused() throws Exception {
        String link = builder().build().url(key, LinkOptions.DEFAULTS).toString();

        assertThat(get(URI.create(link.replace("image", "x").replace("X-Amz-Expires=4500", "X-Amz-Expires=9999")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_same_link_is_given_within_a_window_on_every_node() {
        URI link = at(NOON).url(key, LinkOptions.DEFAULTS);

        assertThat(at(NOON.plus(Duration.ofMinutes(14))).url(key, LinkOptions.DEFAULTS))
                .isEqualTo(link);
        assertThat(at(NOON.plus(Duration.ofMinutes(15))).url(key, LinkOptions.DEFAULTS))
                .isNotEqualTo(link);
    }

    @Test
    void a_remembered_link_outlives_neither_its_window_nor_its_credentials() {
        Now now = new Now();
        String[] secret = {"one"};
        try (S3Client changing = S3Server.client(server.endpoint())
                .credentialsProvider(() -> AwsBasicCredentials.create("id", secret[0]))
                .build()) {
            S3Storage storage =
                    S3Storage.builder(changing, S3Server.BUCKET).clock(now).build();
            URI link = storage.url(key, LinkOptions.DEFAULTS);

            assertThat(storage.url(key, LinkOptions.DEFAULTS)).isSameAs(link);
            assertThat(storage.url(key, LinkOptions.DEFAULTS.as("text/plain"))).isNotEqualTo(link);
            now.instant = NOON.plus(Duration.ofMinutes(15));
            URI later = storage.url(key, LinkOptions.DEFAULTS);
            assertThat(later).isNotEqualTo(link);
            secret[0] = "two";
            assertThat(storage.url(key, LinkOptions.DEFAULTS)).isNotEqualTo(later);
        }
    }

    @Test
    void the_signature_is_the_presigners() {
        S3Presigner presigner = S3Presigner.builder()
                .s3Client(client)
                .region(Region.US_EAST_1)
                .endpointOverride(server.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
        String theirs;
        try (presigner) {
            theirs = presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofHours(1))
                            .getObjectRequest(get -> get.bucket(S3Server.BUCKET).key("media/" + key.value())))
                    .url()
                    .toString();
        }

        String ours = builder().build().url(key, LinkOptions.DEFAULTS).toString();

        assertThat(ours.substring(0, ours.indexOf('?'))).isEqualTo(theirs.substring(0, theirs.indexOf('?')));
        assertThat(names(ours)).isEqualTo(names(theirs));
    }

    @Test
    void more_than_seven_days_are_refused() {
        LinkOptions eightDays = LinkOptions.DEFAULTS.expiresAfter(Duration.ofDays(8));

        assertThatThrownBy(() -> builder().build().url(key, eightDays))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seven days");
        assertThat(builder().build().url(key, LinkOptions.DEFAULTS.expiresAfter(Duration.ofDays(7))))
                .hasParameter("X-Amz-Expires", "604800");
    }

    @Test
    void links_lead_to_the_public_endpoint() {
        URI link = builder()
                .publicEndpoint(URI.create("https://files.example.org:8443"))
                .build()
                .url(Key.of("a b.png"), LinkOptions.DEFAULTS);

        assertThat(link).hasScheme("https").hasHost("files.example.org").hasPort(8443);
        assertThat(link.getRawPath()).isEqualTo("/files/media/a%20b.png");
    }

    @Test
    void links_name_the_bucket_in_the_host_unless_path_style_is_set() {
        try (S3Client amazon = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build()) {
            URI link = S3Storage.builder(amazon, "files").build().url(Key.of("a.png"), LinkOptions.DEFAULTS);

            assertThat(link).hasScheme("https").hasHost("files.s3.eu-central-1.amazonaws.com");
            assertThat(link.getRawPath()).isEqualTo("/a.png");
        }
    }

    @Test
    void a_plain_domain_has_plain_links() {
        S3Storage storage =
                builder().customDomain(URI.create("https://cdn.example.org")).build();

        assertThat(storage.url(Key.of("a b.png"), LinkOptions.DEFAULTS))
                .isEqualTo(URI.create("https://cdn.example.org/media/a%20b.png"));
        assertThatThrownBy(() -> storage.url(key, LinkOptions.DEFAULTS.download("x")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("'custom-domain'");
    }

    @Test
    void a_domain_of_cloudfront_has_links_signed_with_a_canned_policy() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        S3Storage storage = builder()
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .cloudFront(URI.create("https://d1.cloudfront.net/"), "K123", pem)
                .build();

        String link = storage.url(Key.of("a b.png"), LinkOptions.DEFAULTS.download("c.png"))
                .toString();

        String resource = link.substring(0, link.indexOf("&Expires="));
        long expires = NOON.plus(Duration.ofMinutes(75)).getEpochSecond();
        assertThat(resource)
                .isEqualTo("https://d1.cloudfront.net/media/a%20b.png"
                        + "?response-content-disposition=attachment%3B%20filename%3D%22c.png%22");
        assertThat(link).contains("&Expires=" + expires + "&").endsWith("&Key-Pair-Id=K123");
        assertThat(verifies(pair, resource, expires, link)).isTrue();
    }

    @Test
    void links_of_cloudfront_live_as_long_as_they_like() throws Exception {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(KeyPairGenerator.getInstance("RSA")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        S3Storage storage = builder()
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .cloudFront(URI.create("https://d1.cloudfront.net/"), "K123", pem)
                .build();

        URI link = storage.url(key, LinkOptions.DEFAULTS.expiresAfter(Duration.ofDays(30)));

        long expires = Long.parseLong(link.getQuery().replaceAll(".*Expires=(\\d+).*", "$1"));
        assertThat(Instant.ofEpochSecond(expires))
                .isBetween(NOON.plus(Duration.ofDays(30)), NOON.plus(Duration.ofDays(38)));
    }

    @Test
    void a_key_that_is_none_is_refused_and_not_shown() {
        S3StorageBuilder builder = builder();

        assertThatThrownBy(() -> builder.cloudFront(URI.create("https://d1.cloudfront.net/"), "K123", "geheim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'cloudfront-private-key'")
                .hasMessageNotContaining("geheim");
    }

    private static boolean verifies(KeyPair pair, String resource, long expires, String link) throws Exception {
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(pair.getPublic());
        signature.update(("{\"Statement\":[{\"Resource\":\"" + resource
                        + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":" + expires + "}}}]}")
                .getBytes(US_ASCII));
        String sent = link.substring(link.indexOf("&Signature=") + 11, link.indexOf("&Key-Pair-Id="));
        return signature.verify(Base64.getDecoder()
                .decode(sent.replace('-', '+').replace('_', '=').replace('~', '/')));
    }

    private static java.util.Set<String> names(String link) {
        return java.util.Arrays.stream(link.substring(link.indexOf('?') + 1).split("&"))
                .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
                .collect(java.util.stream.Collectors.toSet());
    }

    private static S3Storage at(Instant now) {
        return builder().clock(Clock.fixed(now, ZoneOffset.UTC)).build();
    }

    private static S3StorageBuilder builder() {
        return S3Storage.builder(client, S3Server.BUCKET).prefix("media");
    }

    private static HttpResponse<String> get(URI link) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
    }

    /** A clock that a test sets. */
    private static final class Now extends Clock {
        private Instant instant = NOON;

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
