package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/** What the JDK knows of media types: used when no better detector is on the class path. */
final class JdkContentTypes implements ContentTypeDetector {
    @Override
    public String detect(String fileName, byte[] head) {
        String byContent = byContent(head);
        if (byContent != null) {
            return byContent;
        }
        String type = byName(fileName);
        return type != null ? type : "application/octet-stream";
    }

    // The extension alone: of a '#' in a name the JDK thinks that it begins the fragment of an address.
    private static @Nullable String byName(String fileName) {
        return URLConnection.guessContentTypeFromName(fileName.substring(Math.max(0, fileName.lastIndexOf('.'))));
    }

    private static @Nullable String byContent(byte[] head) {
        try {
            return URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(head));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
