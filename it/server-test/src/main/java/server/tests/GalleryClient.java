package server.tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who uses it/gallery without scripts: reads pages, and sends their forms. */
public final class GalleryClient {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");
    private static final Pattern KEPT = Pattern.compile("name=\"keep\" value=\"([0-9]+)\"");
    private static final Pattern DOWNLOAD = Pattern.compile("<a class=\"button primary\" href=\"([^\"]+)\">Download");
    private static final Pattern OPEN = Pattern.compile("<a class=\"button\" href=\"([^\"]+)\" target=\"_blank\"");
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"[^\"?]*(\\?before=[0-9]+)\"");
    private static final Pattern ITEM = Pattern.compile("/items/([0-9]+)\"");

    private final URI home;
    // As browsers without TLS: GlassFish never answers an upload over HTTP/2 of which it has not read all.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    public GalleryClient(URI home) {
        this.home = home;
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public String page(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    /** Returns what the form on this page sends by itself. */
    public Multipart form(String path) throws IOException, InterruptedException {
        String page = page(path);
        Multipart form = new Multipart();
        HIDDEN.matcher(page).results().forEach(field -> form.text(field.group(1), field.group(2)));
        KEPT.matcher(page).results().forEach(file -> form.text("keep", file.group(1)));
        return form;
    }

    public HttpResponse<String> send(String path, Multipart form) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", form.contentType())
                        .POST(BodyPublishers.ofByteArray(form.bytes()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends what no form would. */
    public HttpResponse<String> call(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path).method(method, body).headers(headers).build(), BodyHandlers.ofString());
    }

    /**
     * Sends half of the form and no more, as a browser does that is closed meanwhile, and waits until the server is done
     * with it. Returns the status of its answer; 0 if it only closed the connection.
     */
    int breakOff(String path, Multipart form) throws IOException {
        byte[] body = form.bytes();
        String head = "POST " + home.resolve(path).getPath()
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookie() + "\r\nContent-Type: "
                + form.contentType() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(home.getHost(), home.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.shutdownOutput();
            return status(socket.getInputStream());
        }
    }

    private static int status(InputStream answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            answer.transferTo(bytes);
        } catch (SocketException e) {
            bytes.flush(); // reset: what was read counts
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
    }

    /** Presses the button that removes the item. */
    public HttpResponse<String> remove(String item) throws IOException, InterruptedException {
        String fields = HIDDEN.matcher(page(item))
                .results()
                .map(field -> field.group(1) + "=" + field.group(2))
                .collect(Collectors.joining("&"));
        return client.send(
                request(item + "/remove")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
    }

    public HttpResponse<String> add(String title, String fileName, byte[] bytes)
            throws IOException, InterruptedException {
        return send("add", form("add").text("title", title).file("files", fileName, bytes));
    }

    /** Returns the header that makes another connection part of this client's session. */
    public String cookie() {
        return client.cookieHandler()
                .map(CookieManager.class::cast)
                .map(cookies -> cookies.getCookieStore().getCookies().stream()
                        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; ")))
                .orElseThrow();
    }

    /** Returns where the item's page says that its file can be saved. */
    public String download(String item) throws IOException, InterruptedException {
        return first(DOWNLOAD, page(item)).replace("&amp;", "&");
    }

    /** Returns where the item's page says that its file can be seen. */
    public String opened(String item) throws IOException, InterruptedException {
        return first(OPEN, page(item)).replace("&amp;", "&");
    }

    /** Returns the path of the newest item. */
    public String newest() throws IOException, InterruptedException {
        return items(page("")).get(0);
    }

    /** Returns the paths of all items, the newest first, from page to page. */
    public List<String> items() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            String page = page(next.get());
            all.addAll(items(page));
            next = NEXT.matcher(page).results().map(link -> link.group(1)).findFirst();
        }
        return all;
    }

    /** Returns the paths of the items on this page. */
    static List<String> items(String page) {
        return ITEM.matcher(page)
                .results()
                .map(item -> "items/" + item.group(1))
                .toList();
    }

    /** Follows the redirect of an answer, or returns the answer itself. */
    public String landing(HttpResponse<String> answer) throws IOException, InterruptedException {
        return answer.headers().firstValue("Location").isPresent()
                ? client.send(HttpRequest.newBuilder(location(answer)).build(), BodyHandlers.ofString())
                        .body()
                : answer.body();
    }

    /** Returns where the answer sends the browser to, seen from the gallery. */
    String path(HttpResponse<String> answer) {
        return home.relativize(location(answer)).toString();
    }

    public static String first(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in:\n" + page);
        }
        return matcher.group(1);
    }

    private URI location(HttpResponse<String> answer) {
        return home.resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(home.resolve(path)).timeout(Duration.ofSeconds(60));
    }
}
