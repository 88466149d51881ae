package server.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** Sends what no proper client would send. */
public final class Wire {
    private final URI home;
    private final GalleryClient client;

    public Wire(URI home, GalleryClient client) {
        this.home = home;
        this.client = client;
    }

    /** An answer; 0 if the server just closed the connection. */
    public record Answer(int status, String text) {}

    /** Sends a form that says it has {@code length} bytes, then the bytes, and no more after them. */
    public Answer post(Multipart form, byte[] bytes, long length) throws IOException {
        return post("add", form, bytes, length);
    }

    public Answer post(String path, Multipart form, byte[] bytes, long length) throws IOException {
        try (Socket socket = connect()) {
            write(socket, head(path, form, length), bytes);
            return read(socket);
        }
    }

    /** Sends only the first bytes of a form and is gone, with a reset or in good order. */
    public void leaveUpload(Multipart form, int count, boolean reset) throws IOException {
        byte[] bytes = form.bytes();
        try (Socket socket = connect()) {
            socket.setSoLinger(reset, 0);
            socket.getOutputStream().write(head("add", form, bytes.length));
            socket.getOutputStream().write(bytes, 0, count);
        }
    }

    /** What somebody does before they go. */
    interface Meanwhile {
        void run() throws Exception;
    }

    /** Sends the first bytes of a body that is no form, and is gone when {@code meanwhile} is done. */
    void leaveBody(String path, byte[] bytes, long length, Meanwhile meanwhile) throws Exception {
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(head(path, "application/octet-stream", length));
            socket.getOutputStream().write(bytes);
            meanwhile.run();
        }
    }

    /** Reads only the first bytes of an answer and is gone. */
    public void leaveDownload(String path, int count) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            if (socket.getInputStream().readNBytes(count).length < count) {
                throw new IOException("the server closed '" + path + "' first");
            }
        }
    }

    public Answer get(String path, List<String> headers) throws IOException {
        String lines = String.join("\r\n", headers);
        try (Socket socket = connect()) {
            write(
                    socket,
                    ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n\r\n")
                            .getBytes(UTF_8),
                    new byte[0]);
            return read(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(home.getHost(), home.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private byte[] head(String path, Multipart form, long length) {
        return head(path, form.contentType(), length);
    }

    private byte[] head(String path, String contentType, long length) {
        return ("POST " + home.getPath() + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Requested-With: test\r\nCookie: "
                        + client.cookie() + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static void write(Socket socket, byte[] head, byte[] body) throws IOException {
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
        } catch (SocketException e) {
            // The server had enough, and answered before it had read everything.
            if (socket.isClosed()) {
                throw e;
            }
        }
    }

    private static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // Reset after the answer: what was read counts.
            bytes.flush();
        }
        String text = bytes.toString(ISO_8859_1);
        return new Answer(text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12)), text);
    }
}
