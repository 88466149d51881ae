package s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import server.tests.GalleryClient;
import server.tests.Multipart;

/** A session that sends files straight to the bucket, as the gallery's script does. */
final class Offers {
    private static final Pattern SECRET = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern PART_SIZE = Pattern.compile("\"partSize\":([0-9]+)");
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final Pattern HEADER =
            Pattern.compile("\"(content-type|if-none-match|x-amz-[a-z0-9-]+)\":\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

    private final HttpClient storage = HttpClient.newHttpClient();
    private final GalleryClient session;
    private final String secret;

    Offers(GalleryClient session) throws IOException, InterruptedException {
        this.session = session;
        this.secret = GalleryClient.first(SECRET, session.page("add"));
    }

    /** Sends a text, and returns what a form names it by. */
    String send(String name, String text) throws IOException, InterruptedException {
        String offer = offer(name, text.length());
        HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(GalleryClient.first(ADDRESS, offer)))
                .PUT(BodyPublishers.ofString(text));
        HEADER.matcher(offer).results().forEach(header -> put.header(header.group(1), header.group(2)));
        require(put);
        return GalleryClient.first(ID, offer);
    }

    /** A file that was announced and goes in parts. */
    record Parts(String id, int partSize, List<URI> addresses) {}

    Parts announceParts(String name, long size) throws IOException, InterruptedException {
        String offer = offer(name, size);
        List<URI> addresses = ADDRESS.matcher(offer)
                .results()
                .map(part -> URI.create(part.group(1)))
                .toList();
        return new Parts(
                GalleryClient.first(ID, offer), Integer.parseInt(GalleryClient.first(PART_SIZE, offer)), addresses);
    }

    void sendPart(Parts parts, int number, byte[] whole) throws IOException, InterruptedException {
        int from = number * parts.partSize();
        byte[] part = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + parts.partSize()));
        HttpRequest.Builder put =
                HttpRequest.newBuilder(parts.addresses().get(number)).PUT(BodyPublishers.ofByteArray(part));
        require(put);
    }

    /** Returns what a form would name a text by that is never sent. */
    String announce(String name, long size) throws IOException, InterruptedException {
        return GalleryClient.first(ID, offer(name, size));
    }

    /** Asks where a text may be sent. */
    HttpResponse<String> ask(String name, long size, String type) throws IOException, InterruptedException {
        String fields = "csrf=" + secret + "&size=" + size + "&name=" + URLEncoder.encode(name, UTF_8) + "&type="
                + URLEncoder.encode(type, UTF_8);
        return session.call(
                "POST", "direct", BodyPublishers.ofString(fields), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Sends the form that adds these. */
    HttpResponse<String> add(String... ids) throws IOException, InterruptedException {
        Multipart form = session.form("add").text("title", "Straight");
        for (String id : ids) {
            form.text("direct", id);
        }
        return session.send("add", form);
    }

    private void require(HttpRequest.Builder put) throws IOException, InterruptedException {
        HttpResponse<String> answer = storage.send(put.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the storage answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private String offer(String name, long size) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(name, size, "text/plain");
        if (answer.statusCode() != 200) {
            throw new IOException("the gallery answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
