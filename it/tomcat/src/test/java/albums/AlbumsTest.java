package albums;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import server.Application;
import server.Installation;
import server.Server;
import server.Tomcat;

/** The application in Tomcat, over HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlbumsTest {
    private static final int TIMES = 5;
    // A heap dump shows: H2's driver, which Tomcat has, keeps the first one, by the stack trace of an exception; a
    // cache of the JDK's (ObjectMethods.OBJECT_EQ) the last one that compared records. A leak leaves them all.
    private static final int KEPT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Application ALBUMS = Application.parse(System.getProperty("server.applications"));
    private static final Path FILES =
            Path.of(System.getProperty("server.folder")).resolveSibling("files");

    private static Server server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.fromProperties(), List.of(ALBUMS));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void no_files() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    @Test
    void a_cover_comes_back_byte_for_byte_by_its_link_alone() throws Exception {
        byte[] cover = bytes(200_000);

        String album = post("", "Harbour", cover).body();

        URI link = link(album);
        HttpResponse<byte[]> shown = get(link);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(cover);
        assertThat(get(URI.create(link + "x")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_replaced_and_a_removed_cover_go_after_the_commit() throws Exception {
        String album = post("", "Harbour", bytes(10)).body();

        post("album/" + album, "Harbour", bytes(20));

        assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasSize(20));

        client.send(request("album/" + album).DELETE().build(), BodyHandlers.discarding());

        assertThat(files()).isEmpty();
    }

    @Test
    void a_row_that_the_database_refuses_leaves_no_file() throws Exception {
        int status =
                post("", "a title that is longer than its column", bytes(10)).statusCode();

        assertThat(status).isEqualTo(409);
        assertThat(files()).isEmpty();
    }

    @Test
    void redeployments_leave_nothing_behind() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            post("", "Harbour", bytes(10));
            server.undeploy(ALBUMS.name());
            server.deploy(ALBUMS);
        }

        // Tomcat's own search, for class loaders and, in its log, for threads, thread locals and drivers.
        assertThat(leaks()).hasSizeLessThanOrEqualTo(KEPT);
        assertThat(Files.readAllLines(server.log()))
                // Weld ends its own threads, but does not wait for them.
                .filteredOn(line -> !line.contains("started a thread named [weld-worker-"))
                .noneMatch(line -> line.contains("appears to have started a thread"))
                .noneMatch(line -> line.contains("created a ThreadLocal"))
                .noneMatch(line -> line.contains("failed to unregister"));
    }

    // An idle thread of Tomcat may still have its last request on its stack.
    private static List<String> leaks() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        List<String> leaks;
        do {
            leaks = ((Tomcat) server).leaks().lines().filter("/albums"::equals).toList();
        } while (leaks.size() > KEPT && Instant.now().isBefore(end));
        return leaks;
    }

    private URI link(String album) throws IOException, InterruptedException {
        String link = client.send(request("album/" + album).build(), BodyHandlers.ofString())
                .body();
        return server.address("albums").resolve(link);
    }

    private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> post(String path, String title, byte[] cover)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=limit")
                        .POST(BodyPublishers.concat(
                                text("--limit\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + title),
                                text("\r\n--limit\r\nContent-Disposition: form-data; name=\"cover\";"
                                        + " filename=\"front.png\"\r\n\r\n"),
                                BodyPublishers.ofByteArray(cover),
                                text("\r\n--limit--\r\n")))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address("albums").resolve(path));
    }

    private static HttpRequest.BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static List<Path> files() throws IOException {
        if (!Files.exists(FILES)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
