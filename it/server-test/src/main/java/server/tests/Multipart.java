package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A form with files, as browsers send it. */
public final class Multipart {
    private static final String BOUNDARY = "----stored-file-7MA4YWxkTrZu0gW";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public Multipart text(String name, String value) {
        part("name=\"" + name + "\"", "", value.getBytes(UTF_8));
        return this;
    }

    public Multipart file(String name, String fileName, byte[] bytes) {
        String escaped = fileName.replace("\"", "%22");
        part(
                "name=\"" + name + "\"; filename=\"" + escaped + "\"",
                "Content-Type: application/octet-stream\r\n",
                bytes);
        return this;
    }

    /** Adds a file whose part says how long it is, as programs send it. */
    Multipart measured(String name, String fileName, byte[] bytes) {
        part(
                "name=\"" + name + "\"; filename=\"" + fileName + "\"",
                "Content-Type: application/octet-stream\r\nContent-Length: " + bytes.length + "\r\n",
                bytes);
        return this;
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }

    private void part(String disposition, String type, byte[] bytes) {
        body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + type + "\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(UTF_8));
    }
}
