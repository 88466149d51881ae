package org.storedfile.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Sends exactly the bytes it is given, which no proper client would, and reads until the server closes. */
final class RawHttp {
    private RawHttp() {}

    /** An answer; empty if the server just closed the connection. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String head, byte[] body) {
        Optional<String> header(String name) {
            return Arrays.stream(head.split("\r\n", -1))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        String text() {
            return new String(body, ISO_8859_1);
        }
    }

    /** Sends a request without a body. */
    static Answer send(URI address, String method, String target, String... headers) throws IOException {
        return send(address, head(method, target, headers).getBytes(ISO_8859_1), false);
    }

    static String head(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + Arrays.stream(headers).map(line -> line + "\r\n").reduce("", String::concat) + "\r\n";
    }

    /** Sends the bytes, and after them that there are no more if {@code ends}. */
    static Answer send(URI address, byte[] request, boolean ends) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(30_000);
            write(socket, request, ends);
            return read(socket);
        }
    }

    private static void write(Socket socket, byte[] request, boolean ends) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            if (ends) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw e;
            }
            // The server answered before it had read everything, and closed.
        }
    }

    private static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (java.net.SocketException e) {
            // Reset after the answer: what was read counts.
            bytes.flush();
        }
        String all = bytes.toString(ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, "", new byte[0]);
        }
        int status = Integer.parseInt(all.substring(9, 12));
        return new Answer(status, all.substring(0, end), all.substring(end + 4).getBytes(ISO_8859_1));
    }
}
