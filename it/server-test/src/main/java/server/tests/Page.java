package server.tests;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import server.Server;

/** The pages of it/transactions, asked over HTTP for a folder of this object's own. */
final class Page {
    private static final String LARGE = "../large";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    // Not 2: Liberty lets parallel uploads wait for ever when the connection is upgraded.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI address;
    private final String application;
    private final String folder = UUID.randomUUID().toString();

    Page(Server server) {
        this(server, "transactions");
    }

    Page(Server server, String application) {
        this.address = server.address(application).resolve("api/");
        this.application = application;
    }

    /** Runs the scenario and returns its facts. */
    Map<String, String> run(String scenario) throws IOException, InterruptedException {
        return facts(CLIENT.send(request(scenario).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()));
    }

    CompletableFuture<Map<String, String>> start(String scenario) {
        return CLIENT.sendAsync(request(scenario).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
                .thenApply(Page::facts);
    }

    Map<String, String> ask(String path) throws IOException, InterruptedException {
        return facts(CLIENT.send(request(path).build(), BodyHandlers.ofString()));
    }

    String upload(byte[] bytes) throws IOException, InterruptedException {
        return CLIENT.sendAsync(
                        request("papers")
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(bytes))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Page::ok)
                .join();
    }

    /** Sends a form with a file that goes to S3 in parts, if it is larger than one, and returns the id of its row. */
    CompletableFuture<String> uploadLarge(byte[] bytes) {
        Multipart form = new Multipart().file("files", "large.bin", bytes);
        return CLIENT.sendAsync(
                        request(LARGE)
                                .header("Content-Type", form.contentType())
                                .POST(BodyPublishers.ofByteArray(form.bytes()))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Page::ok);
    }

    /** As a body. After a form, WildFly may make a thread to remove its parts, which keeps the application for ever. */
    void sendLarge(byte[] bytes) {
        CLIENT.sendAsync(
                        request(LARGE)
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(bytes))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Page::ok)
                .join();
    }

    byte[] downloadLarge(String id) throws IOException, InterruptedException {
        return get(LARGE + "?id=" + id).body();
    }

    /** Returns where a body is a file that goes to S3 in parts while it arrives. */
    String large() {
        return "large?folder=" + folder;
    }

    /** Tells whether the name of an object says that it is of this object's folder. */
    boolean owns(String key) {
        return key.startsWith(folder + "/");
    }

    CompletableFuture<byte[]> uploadAndDownload(byte[] bytes) {
        return CLIENT.sendAsync(
                        request("papers")
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(bytes))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Page::ok)
                .thenCompose(id -> CLIENT.sendAsync(request("papers/" + id).build(), BodyHandlers.ofByteArray()))
                .thenApply(HttpResponse::body);
    }

    /** Follows a link. */
    HttpResponse<byte[]> get(String link, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(link)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    int remove(String id) throws IOException, InterruptedException {
        return CLIENT.send(request("papers/" + id).DELETE().build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        String separator = path.contains("?") ? "&" : "?";
        return HttpRequest.newBuilder(
                        address.resolve(path + separator + "folder=" + folder + "&application=" + application))
                .timeout(PATIENCE);
    }

    private static Map<String, String> facts(HttpResponse<String> response) {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(ok(response)));
        } catch (IOException e) {
            throw new IllegalStateException("no facts: " + response.body(), e);
        }
        return facts.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, facts::getProperty));
    }

    private static String ok(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.uri() + " answered " + response.statusCode() + ":\n" + response.body());
        }
        return response.body();
    }
}
