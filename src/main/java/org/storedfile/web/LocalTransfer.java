package org.storedfile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.storage.ByteRange;

/**
 * Leaves it to the container to send a local file, so that the bytes never enter the JVM. Tomcat offers it by
 * attributes of the request; as its own file servlet does, nothing is asked of it when a filter wrapped the response.
 * Undertow's stream takes a {@link ChannelTransfer}, see {@link FileStreams}.
 */
final class LocalTransfer {
    private static final String TOMCAT = "org.apache.tomcat.sendfile.";
    private static final String CIPHER = "jakarta.servlet.request.cipher_suite";
    private static final String PLAIN_RESPONSE = "org.apache.catalina.connector.ResponseFacade";
    private static final long WORTHWHILE = 48 << 10;

    private LocalTransfer() {}

    /** Tells whether the container will send the body after the headers. */
    static boolean isTaken(Body body, HttpServletRequest request, HttpServletResponse response) {
        if (!isOffered(request, response)) {
            return false;
        }
        Optional<Section> section = worthwhile(body);
        Optional<Path> file = section.flatMap(LocalTransfer::path);
        file.ifPresent(path -> ask(path, section.orElseThrow().range(), request));
        return file.isPresent();
    }

    /**
     * Opens the body to be sent by the container's stream after the headers; empty if it is no local file, or the
     * container does not offer that.
     */
    static Optional<Sending> open(
            Body body, HttpServletRequest request, HttpServletResponse response, FileStreams streams)
            throws IOException {
        Optional<Section> section = worthwhile(body);
        // Encryption and the frames of HTTP/2 need the bytes.
        if (section.isEmpty() || !request.getProtocol().equals("HTTP/1.1") || request.getAttribute(CIPHER) != null) {
            return Optional.empty();
        }
        Optional<MethodHandle> transfer = streams.transfer(response.getOutputStream());
        Optional<Path> file = transfer.isPresent() ? path(section.get()) : Optional.empty();
        ByteRange range = section.get().range();
        return file.isPresent()
                ? ChannelTransfer.open(file.get(), range.start(), range.length(), transfer.orElseThrow())
                : Optional.empty();
    }

    private static Optional<Section> worthwhile(Body body) {
        return body.only().filter(only -> only.length() >= WORTHWHILE);
    }

    private static Optional<Path> path(Section section) {
        return section.source().path().filter(LocalTransfer::isOfThisMachine);
    }

    private static boolean isOffered(HttpServletRequest request, HttpServletResponse response) {
        return Boolean.TRUE.equals(request.getAttribute(TOMCAT + "support"))
                && response.getClass().getName().equals(PLAIN_RESPONSE);
    }

    private static boolean isOfThisMachine(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault());
    }

    private static void ask(Path path, ByteRange range, HttpServletRequest request) {
        request.setAttribute(TOMCAT + "filename", path.toString());
        request.setAttribute(TOMCAT + "start", range.start());
        request.setAttribute(TOMCAT + "end", range.start() + range.length());
    }
}
