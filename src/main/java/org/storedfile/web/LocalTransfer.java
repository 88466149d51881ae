package org.storedfile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.storage.ByteRange;

/**
 * Leaves it to the container to send a local file, so that the bytes never enter the JVM. Tomcat offers it by
 * attributes of the request; as its own file servlet does, nothing is asked of it when a filter wrapped the response.
 */
final class LocalTransfer {
    private static final String TOMCAT = "org.apache.tomcat.sendfile.";
    private static final String PLAIN_RESPONSE = "org.apache.catalina.connector.ResponseFacade";
    private static final long WORTHWHILE = 48 << 10;

    private LocalTransfer() {}

    /** Tells whether the container will send the body after the headers. */
    static boolean isTaken(Body body, HttpServletRequest request, HttpServletResponse response) {
        Optional<Section> section = body.only().filter(only -> only.length() >= WORTHWHILE);
        if (section.isEmpty() || !isOffered(request, response)) {
            return false;
        }
        Optional<Path> file = section.get().source().path().filter(LocalTransfer::isOfThisMachine);
        file.ifPresent(path -> ask(path, section.get().range(), request));
        return file.isPresent();
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
