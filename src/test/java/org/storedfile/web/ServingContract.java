package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.Servlet;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.Links;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** What the servlet for signed links does, in any container. */
@NullUnmarked
abstract class ServingContract {
    private static final URI BASE = URI.create("https://files.example.org/base");
    private static final Key KEY = Key.of("a b/prüfung+1.bin");
    private static final byte[] BYTES = new byte[100_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private final WatchedStorage medium = new WatchedStorage();
    private final LinkSigner signer = signer(1, Duration.ZERO);
    private final LinkedStorage storage = new LinkedStorage(medium, BASE, signer);
    private final MemoryStorage other = new MemoryStorage();
    private Container container;

    abstract Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception;

    @BeforeEach
    void start() throws Exception {
        storage.write(KEY, Content.of(BYTES));
        StoredFiles files = StoredFiles.builder()
                .storage("default", storage)
                .storage("alike", new LinkedStorage(other, BASE, signer))
                .storage("folder", folder())
                .storage("unlinked", new MemoryStorage())
                .storage("elsewhere", new LinkedStorage(elsewhere(), BASE, signer(3, Duration.ZERO)).redirecting())
                .build();
        container = start(Map.of("/files/*", new StoredFileServlet(files)), Map.of(), temp);
    }

    @AfterEach
    void stop() {
        container.close();
        assertThat(medium.open).as("streams that were left open").hasValue(0);
    }

    @Test
    void a_signed_link_gives_the_file_with_one_look_and_one_read() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(header(answer, "content-length")).contains("100000");
        assertThat(header(answer, "content-type")).contains("application/octet-stream");
        assertThat(header(answer, "content-disposition"))
                .contains("attachment; filename=\"pr_fung+1.bin\"; filename*=UTF-8''pr%C3%BCfung+1.bin");
        assertThat(header(answer, "accept-ranges")).contains("bytes");
        assertThat(header(answer, "x-content-type-options")).contains("nosniff");
        assertThat(header(answer, "cross-origin-resource-policy")).contains("cross-origin");
        assertThat(header(answer, "etag"))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"[\\w-]{20}\""));
        assertThat(header(answer, "last-modified")).isPresent();
        assertThat(header(answer, "content-security-policy")).isEmpty();
        assertThat(medium.finds).hasValue(1);
        assertThat(medium.reads).as("one of them tells the type, once").hasValue(2);
    }

    @Test
    void a_browser_may_keep_a_file_as_long_as_its_link_lives() throws Exception {
        String cache = header(get(link(KEY)), "cache-control").orElseThrow();

        assertThat(cache).matches("private, max-age=\\d+, immutable");
        assertThat(Integer.parseInt(cache.replaceAll("\\D", ""))).isBetween(3595, 4500);
    }

    @Test
    void HEAD_gives_the_same_headers_and_reads_nothing() throws Exception {
        HttpResponse<byte[]> full = get(link(KEY));
        int reads = medium.reads.get();

        HttpResponse<byte[]> answer = send(link(KEY), "HEAD");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().keySet())
                .isEqualTo(full.headers().map().keySet());
        assertThat(header(answer, "content-length")).contains("100000");
        assertThat(medium.reads).hasValue(reads);
    }

    @Test
    void HEAD_has_no_ranges() throws Exception {
        assertThat(send(link(KEY), "HEAD", "Range", "bytes=0-1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_range_gives_these_bytes() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=1000-70999");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).contains("bytes 1000-70999/100000");
        assertThat(header(answer, "content-length")).contains("70000");
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, 71_000));
    }

    @Test
    void several_ranges_give_parts() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=-3,0-1,5000-5003");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEmpty();
        String type = header(answer, "content-type").orElseThrow();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(header(answer, "content-length")).contains(Integer.toString(answer.body().length));
        assertThat(latin(answer.body()))
                .isEqualTo(part(boundary, "0-1", 0, 2).substring(2)
                        + part(boundary, "5000-5003", 5000, 5004)
                        + part(boundary, "99997-99999", 99_997, 100_000)
                        + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    void a_range_that_does_not_exist_is_told_the_size() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=100000-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "content-range")).contains("bytes */100000");
    }

    @Test
    void a_range_bomb_is_the_whole_file_once() throws Exception {
        String bomb = IntStream.range(0, 400)
                .mapToObj(i -> i * 200 + "-" + (i * 200))
                .collect(Collectors.joining(",", "bytes=", ""));

        RawHttp.Answer answer = RawHttp.send(container.address(), "GET", target(link(KEY)), "Range: " + bomb);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=abc", "bytes=9-1", "lines=1-2", "bytes=0-0\r\nRange: bytes=5-5"})
    void a_range_that_is_none_is_ignored(String range) throws Exception {
        assertThat(RawHttp.send(container.address(), "GET", target(link(KEY)), "Range: " + range)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_range_of_another_version_gives_the_whole() throws Exception {
        String tag = header(get(link(KEY)), "etag").orElseThrow();

        assertThat(get(link(KEY), "Range", "bytes=0-1", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(link(KEY), "Range", "bytes=0-1", "If-Range", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_the_client_has_is_not_sent_again() throws Exception {
        HttpResponse<byte[]> first = get(link(KEY));
        int reads = medium.reads.get();

        HttpResponse<byte[]> byTag =
                get(link(KEY), "If-None-Match", header(first, "etag").orElseThrow());
        HttpResponse<byte[]> byDate = get(
                link(KEY), "If-Modified-Since", header(first, "last-modified").orElseThrow());

        assertThat(List.of(byTag, byDate)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "etag")).isEqualTo(header(first, "etag"));
            assertThat(header(answer, "cache-control")).isPresent();
        });
        assertThat(medium.reads).hasValue(reads);
    }

    @Test
    void what_the_client_does_not_expect_is_not_sent() throws Exception {
        assertThat(get(link(KEY), "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND", "ET", "get"})
    void other_methods_are_refused(String method) throws Exception {
        RawHttp.Answer answer = RawHttp.send(container.address(), method, target(link(KEY)), "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void OPTIONS_tells_the_methods_of_any_link() throws Exception {
        HttpResponse<byte[]> answer = send(container.address() + "/files/x", "OPTIONS");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "allow")).contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "expires=, expires=1",
        "signature=, signature=A",
        "prüfung, brüfung",
        "%20b/, %20c/",
        "?, ?name=x&",
        "?expires, ?type=text/html&expires",
        "signature, sig",
    })
    void a_changed_link_is_refused(String from, String to) throws Exception {
        String changed = link(KEY).replace("%C3%BC", "ü").replace(from, to).replace("ü", "%C3%BC");

        assertThat(get(changed).statusCode()).isEqualTo(403);
        assertThat(medium.finds).hasValue(0);
    }

    @Test
    void a_forged_link_does_not_tell_whether_the_file_exists() throws Exception {
        HttpResponse<byte[]> there = get(forged(KEY));
        HttpResponse<byte[]> missing = get(forged(Key.of("missing.bin")));

        assertThat(there.statusCode()).isEqualTo(403);
        assertThat(missing.statusCode()).isEqualTo(403);
        assertThat(missing.body()).isEqualTo(there.body());
        assertThat(missing.headers().map().keySet())
                .isEqualTo(there.headers().map().keySet());
        assertThat(medium.finds).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a%20b",
                "/a%20b/",
                "/../WEB-INF/web.xml",
                "/%2e%2e/x",
                "/..%2f..%2fetc/passwd",
                "/%00",
                "/a%5cb",
                "//etc/passwd",
                "/a;x=y",
                "/?",
                "/?expires=1&signature=",
                "/%zz",
                "/a?%zz=%zz"
            })
    void nothing_is_listed_and_nothing_else_is_reached(String path) throws Exception {
        RawHttp.Answer answer = RawHttp.send(container.address(), "GET", "/app/files" + path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(medium.finds).hasValue(0);
    }

    @Test
    void a_link_can_be_followed_again_until_it_expires() throws Exception {
        LinkSigner past = signer(1, Duration.ofHours(2));

        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        assertThat(get(link(past, KEY, LinkOptions.DEFAULTS)).statusCode()).isEqualTo(410);
        assertThat(get(link(past, Key.of("missing"), LinkOptions.DEFAULTS)).statusCode())
                .isEqualTo(410);
    }

    @Test
    void a_file_that_was_removed_is_missing() throws Exception {
        storage.delete(List.of(KEY));

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "cache-control")).contains("no-store");
    }

    @Test
    void a_file_that_is_removed_meanwhile_is_missing() throws Exception {
        get(link(KEY)); // its type is known from now on
        medium.losesOnRead = true;

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("There is no such file.\n");
    }

    @Test
    void a_storage_that_is_down_tells_the_client_nothing_of_itself() throws Exception {
        medium.isDown = true;

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("The file cannot be read now.\n");
    }

    @Test
    void half_a_file_is_never_taken_for_the_whole() throws Exception {
        get(link(KEY));
        medium.breaksAfter = 70_000;

        assertThatThrownBy(() -> get(link(KEY))).isInstanceOf(IOException.class);
    }

    @Test
    void the_storage_is_left_when_the_client_is() throws Exception {
        Key large = Key.of("large.bin");
        storage.write(large, Content.of(new byte[50_000_000]));

        try (Socket socket =
                new Socket(container.address().getHost(), container.address().getPort())) {
            socket.setSoLinger(true, 0); // a reset
            socket.getOutputStream()
                    .write(RawHttp.head("GET", target(link(large))).getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }

        assertThat(medium.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        while (medium.open.get() > 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"page.html, text/html", "drawing.svg, image/svg+xml", "data.xml, application/xml"})
    void what_could_run_is_saved(String name, String type) throws Exception {
        HttpResponse<byte[]> answer = get(written(name, type));

        assertThat(header(answer, "content-type"))
                .hasValueSatisfying(sent -> assertThat(sent).startsWith(type));
        assertThat(header(answer, "content-disposition")).contains("attachment; filename=\"" + name + "\"");
        assertThat(header(answer, "x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"a.png, image/png", "a.txt, text/plain", "a.mp4, video/mp4"})
    void what_cannot_run_is_shown_in_a_sandbox(String name, String type) throws Exception {
        HttpResponse<byte[]> answer = get(written(name, type));

        assertThat(header(answer, "content-disposition")).contains("inline; filename=\"" + name + "\"");
        assertThat(header(answer, "content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox; default-src 'none'"));
    }

    @Test
    void a_link_decides_name_and_type_and_that_it_is_saved() throws Exception {
        LinkOptions options = LinkOptions.DEFAULTS.download("Bild \"1\".png").as("image/png");

        HttpResponse<byte[]> answer = get(link(signer, KEY, options));

        assertThat(header(answer, "content-type")).contains("image/png");
        assertThat(header(answer, "content-disposition"))
                .contains("attachment; filename=\"Bild _1_.png\"; filename*=UTF-8''Bild%20%221%22.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=y.txt",
                "a\"; filename=\"b.exe",
                "../../etc/passwd",
                "C:\\x\\a.txt",
                "photo\u202Egnp.exe",
                "\u0000",
                "日本語.pdf",
                "a%22b",
                "x;y=z",
                "😀\ud800.png",
                "'\\\""
            })
    void no_name_leaves_its_place_in_the_header(String name) throws Exception {
        HttpResponse<byte[]> answer = get(link(signer, KEY, LinkOptions.DEFAULTS.download(name)));

        assertThat(answer.statusCode()).isIn(200, 403);
        assertThat(header(answer, "set-cookie")).isEmpty();
        if (answer.statusCode() == 200) {
            assertThat(header(answer, "content-disposition").orElseThrow())
                    .matches("attachment; filename=\"[^\"\\\\/\\p{Cntrl}]*\"(; filename\\*=UTF-8''[\\w!#$&+.^`|~%-]*)?")
                    .doesNotContain("%E2%80%AE");
        }
    }

    @Test
    void a_type_that_is_none_cannot_add_headers() throws Exception {
        HttpResponse<byte[]> answer = get(link(signer, KEY, LinkOptions.DEFAULTS.as("text/html\r\nSet-Cookie: x=y")));

        assertThat(header(answer, "set-cookie")).isEmpty();
        assertThat(header(answer, "content-type")).contains("application/octet-stream");
    }

    @Test
    void storages_that_accept_each_others_links_are_all_asked() throws Exception {
        Key elsewhere = Key.of("in the other.bin");
        other.write(elsewhere, Content.of("there".getBytes(UTF_8)));

        assertThat(get(link(elsewhere)).body()).asString().isEqualTo("there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=0-", "bytes=500000-899999", "bytes=-1", "bytes=0-9,500000-500009"})
    void a_local_file_is_the_same_however_it_is_sent(String range) throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(2).nextBytes(bytes);
        folder().write(Key.of("large.bin"), Content.of(bytes));

        HttpResponse<byte[]> answer =
                range.isEmpty() ? get(inFolder("large.bin")) : get(inFolder("large.bin"), "Range", range);

        switch (range) {
            case "" -> assertThat(answer.body()).isEqualTo(bytes);
            case "bytes=0-" -> assertThat(answer.body()).isEqualTo(bytes);
            case "bytes=-1" -> assertThat(answer.body()).containsExactly(bytes[bytes.length - 1]);
            case "bytes=0-9,500000-500009" ->
                assertThat(latin(answer.body())).contains(latin(Arrays.copyOfRange(bytes, 500_000, 500_010)));
            default -> assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 500_000, 900_000));
        }
    }

    @Test
    void an_empty_file_is_served() throws Exception {
        storage.write(Key.of("empty.txt"), Content.of(new byte[0]));

        HttpResponse<byte[]> answer = get(link(Key.of("empty.txt")), "Range", "bytes=0-");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).contains("0");
    }

    @Test
    void who_asks_a_redirecting_storage_is_sent_on() throws Exception {
        String link = link(signer(3, Duration.ZERO), KEY, LinkOptions.DEFAULTS);

        HttpResponse<byte[]> answer = get(link);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "location").orElseThrow())
                .startsWith("https://bucket.example.org/a%20b/pr%C3%BCfung%2B1.bin?expires=")
                .contains("disposition=attachment");
        assertThat(header(answer, "cache-control")).contains("no-store");
        assertThat(send(link, "HEAD").statusCode()).isEqualTo(200);
    }

    private FileSystemStorage folder() throws IOException {
        return FileSystemStorage.builder(temp.resolve("folder"))
                .links(BASE, signer(2, Duration.ZERO))
                .build();
    }

    private LinkedStorage elsewhere() throws IOException {
        LinkedStorage bucket = new LinkedStorage(
                new MemoryStorage(), URI.create("https://bucket.example.org"), signer(4, Duration.ZERO));
        bucket.write(KEY, Content.of(BYTES));
        return bucket;
    }

    private static LinkSigner signer(int secret, Duration ago) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) secret;
        return LinkSigner.with(bytes)
                .clock(java.time.Clock.offset(java.time.Clock.systemUTC(), ago.negated()))
                .build();
    }

    private String inFolder(String key) throws IOException {
        return here(folder().as(Links.class).orElseThrow().url(Key.of(key), LinkOptions.DEFAULTS));
    }

    private String written(String name, String type) throws IOException {
        storage.write(Key.of(name), Content.of("bytes".getBytes(UTF_8)));
        return link(signer, Key.of(name), LinkOptions.DEFAULTS.as(type));
    }

    private String forged(Key key) {
        return link(signer(9, Duration.ZERO), key, LinkOptions.DEFAULTS);
    }

    private String link(Key key) {
        return link(signer, key, LinkOptions.DEFAULTS);
    }

    private String link(LinkSigner by, Key key, LinkOptions options) {
        return here(by.url(BASE, key, options));
    }

    // The public address is a proxy's.
    private String here(URI link) {
        return link.toString().replace(BASE.toString(), container.address() + "/files");
    }

    private static String target(String link) {
        return link.substring(link.indexOf("/app/"));
    }

    private HttpResponse<byte[]> get(String link, String... headers) throws Exception {
        return send(link, "GET", headers);
    }

    private HttpResponse<byte[]> send(String link, String method, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(link)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static String part(String boundary, String range, int from, int to) {
        return "\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes " + range
                + "/100000\r\n\r\n" + latin(Arrays.copyOfRange(BYTES, from, to));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
