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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final Pattern FIELDS = Pattern.compile("\"fields\":\\{([^}]*)}");
    private static final Pattern FIELD = Pattern.compile("\"([^\"]+)\":\"([^\"]*)\"");

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

    /** A text that was announced and goes with a form. */
    record Straight(String id, URI address, Map<String, String> fields) {
        /** Returns the same with another value of a field. */
        Straight with(String field, String value) {
            Map<String, String> other = new LinkedHashMap<>(fields);
            other.put(field, value);
            return new Straight(id, address, other);
        }
    }

    Straight announceForm(String name, String text) throws IOException, InterruptedException {
        String offer = answered(ask(name, text.length(), "text/plain", "&way=form&sha256=" + sha256(text)));
        Map<String, String> fields = new LinkedHashMap<>();
        FIELD.matcher(GalleryClient.first(FIELDS, offer))
                .results()
                .forEach(field -> fields.put(field.group(1), field.group(2)));
        return new Straight(GalleryClient.first(ID, offer), URI.create(GalleryClient.first(ADDRESS, offer)), fields);
    }

    /** Sends the form with a text, and returns the status of the answer. */
    int sendForm(Straight form, String text) throws IOException, InterruptedException {
        Multipart body = new Multipart();
        form.fields().forEach(body::text);
        body.file("file", "blob", text.getBytes(UTF_8));
        HttpRequest post = HttpRequest.newBuilder(form.address())
                .header("Content-Type", body.contentType())
                .POST(BodyPublishers.ofByteArray(body.bytes()))
                .build();
        return storage.send(post, BodyHandlers.discarding()).statusCode();
    }

    /** Returns what a form would name a text by that is never sent. */
    String announce(String name, long size) throws IOException, InterruptedException {
        return GalleryClient.first(ID, offer(name, size));
    }

    /** Asks where a text may be sent. */
    HttpResponse<String> ask(String name, long size, String type) throws IOException, InterruptedException {
        return ask(name, size, type, "");
    }

    /** Asks for it with other fields as well. */
    HttpResponse<String> ask(String name, long size, String type, String others)
            throws IOException, InterruptedException {
        String fields = "csrf=" + secret + "&size=" + size + "&name=" + URLEncoder.encode(name, UTF_8) + "&type="
                + URLEncoder.encode(type, UTF_8) + others;
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
        return answered(ask(name, size, "text/plain"));
    }

    private static String answered(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("the gallery answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
