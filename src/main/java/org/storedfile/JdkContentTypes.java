package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the JDK knows of media types, and the signatures of common formats: used when no better detector is there. */
final class JdkContentTypes implements ContentTypeDetector {
    @Override
    public String detect(String fileName, byte[] head) {
        String byContent = Signatures.type(head).orElse(null);
        if (byContent == null) {
            byContent = byContent(head);
        }
        if (byContent != null) {
            return byContent;
        }
        String byName = byName(fileName);
        if (byName != null) {
            return byName;
        }
        return isText(head) ? "text/plain" : "application/octet-stream";
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

    // Decoded as far as it goes: the head may end within a character.
    private static boolean isText(byte[] head) {
        CharBuffer decoded = CharBuffer.allocate(head.length);
        boolean isUtf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(head), decoded, false)
                .isError();
        return head.length > 0 && isUtf8 && decoded.flip().chars().noneMatch(JdkContentTypes::isControl);
    }

    private static boolean isControl(int character) {
        return character < ' ' && "\t\n\r\f".indexOf(character) < 0;
    }
}
