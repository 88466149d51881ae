package org.storedfile.tika;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Arrays;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;
import org.storedfile.ContentTypeDetector;

/**
 * Decides by the first bytes; the name only refines their answer (a ZIP named {@code .docx}) or stands in where they
 * say nothing. Used by default where {@code org.apache.tika:tika-core} 4 is on the class path. Looks at no more than
 * {@link ContentTypeDetector#HEAD_LENGTH} bytes. Thread safe.
 */
public final class TikaContentTypes implements ContentTypeDetector {
    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /**
     * Creates one.
     *
     * @throws LinkageError if the Tika on the class path is older than 4
     */
    public TikaContentTypes() {
        var unused = detect("", new byte[0]);
    }

    @Override
    public String detect(String fileName, byte[] head) {
        Metadata metadata = new Metadata();
        // Tika takes the name for a URI: a plain '#' or '?' would cut it off.
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, URLEncoder.encode(fileName, UTF_8));
        byte[] first = head.length > HEAD_LENGTH ? Arrays.copyOf(head, HEAD_LENGTH) : head;
        try (TikaInputStream in = TikaInputStream.get(first)) {
            return publicName(types.detect(in, metadata, new ParseContext()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Tika invents types for families of formats, such as x-tika-ooxml: browsers know only what they are made of.
    private String publicName(MediaType type) {
        MediaType known = type.getBaseType();
        while (known.getSubtype().startsWith("x-tika-")) {
            known = types.getMediaTypeRegistry().getSupertype(known);
        }
        return known.toString();
    }
}
