package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.storedfile.storage.DirectUpload;

/** A client that sends bytes straight to a bucket, and tells the status that it gets. */
public final class Browser {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BOUNDARY = "----boundary";

    private Browser() {}

    /** Sends the bytes with the PUT that was signed. */
    public static int put(DirectUpload request, byte[] bytes) throws IOException, InterruptedException {
        return put(request, bytes, request.headers());
    }

    /** Sends the bytes with other headers than were signed. */
    static int put(DirectUpload request, byte[] bytes, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder put = HttpRequest.newBuilder(request.address()).PUT(BodyPublishers.ofByteArray(bytes));
        headers.forEach(put::header);
        return CLIENT.send(put.build(), BodyHandlers.discarding()).statusCode();
    }

    /** Sends the bytes with the form that was signed. */
    static int post(DirectUpload request, byte[] bytes) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(request.address())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form(request, bytes)))
                .build();
        return CLIENT.send(post, BodyHandlers.discarding()).statusCode();
    }

    private static byte[] form(DirectUpload request, byte[] bytes) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        request.fields().forEach((name, value) -> form.writeBytes(field(name, "", value)));
        form.writeBytes(field("file", "; filename=\"x\"\r\nContent-Type: image/png", ""));
        form.writeBytes(bytes);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }

    private static byte[] field(String name, String more, String value) {
        String begins = name.equals("file") ? "" : value + "\r\n";
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n"
                        + begins)
                .getBytes(UTF_8);
    }
}
