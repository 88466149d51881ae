package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;

/** What the JDK knows of media types: used when no better detector is on the class path. */
final class JdkContentTypes implements ContentTypeDetector {
    @Override
    public String detect(String fileName, byte[] head) {
        String byContent = byContent(head);
        if (byContent != null) {
            return byContent;
        }
        String byName = URLConnection.guessContentTypeFromName(fileName);
        return byName != null ? byName : "application/octet-stream";
    }

    private static @org.jspecify.annotations.Nullable String byContent(byte[] head) {
        try {
            return URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(head));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
