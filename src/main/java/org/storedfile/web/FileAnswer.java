package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A complete HTTP answer, which whoever received the request sends. Immutable; holds nothing open. */
public final class FileAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final Body body;

    FileAnswer(int status, Map<String, String> headers, Body body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body;
    }

    /** Returns one that says in plain text what is wrong, and that no cache keeps. */
    static FileAnswer refusal(int status, String text, FileRequest request) {
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain;charset=UTF-8");
        headers.put("Content-Length", Integer.toString(bytes.length));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        return new FileAnswer(status, headers, request.method().equals("HEAD") ? Body.EMPTY : Body.text(bytes));
    }

    /** Returns the answer to {@code request} for a file that is not there: 404. */
    public static FileAnswer missing(FileRequest request) {
        return Refusals.missing(request);
    }

    FileAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new FileAnswer(status, more, body);
    }

    /** Returns the status code. */
    public int status() {
        return status;
    }

    /** Returns all headers but Date, Content-Length included. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Writes the body, none in the answer to a HEAD request. {@code out} stays open. If it takes no more, because the
     * client has gone away, that is all.
     *
     * @throws java.nio.file.NoSuchFileException if the object was removed meanwhile; nothing is written then
     * @throws IOException if it cannot be read to its end; the connection must be closed then
     */
    public void writeTo(OutputStream out) throws IOException {
        try (OpenBody open = OpenBody.of(body)) {
            open.writeTo(out);
        }
    }

    /** Tells whether there is a body to write. */
    public boolean hasBody() {
        return body.length() > 0;
    }

    Body body() {
        return body;
    }
}
