package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.ContentDisposition;
import org.storedfile.storage.Key;

/** What goes with the bytes of one write. Immutable. */
record WriteHeaders(
        String writeId, String contentType, @Nullable String disposition) {
    /** The user metadata by which a write knows its own object again after a lost answer. */
    static final String WRITE_ID = "stored-file-write";

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;[\\x20-\\x7e]*)?");

    static WriteHeaders of(Key key, Content content) throws IOException {
        String type = content.contentType().orElse("application/octet-stream");
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new IOException("could not write '" + key + "': the content type '"
                    + type.replaceAll("\\p{Cntrl}", "?") + "' is not one: give it as 'image/png'");
        }
        return of(type, content.fileName().map(ContentDisposition::inline).orElse(null));
    }

    static WriteHeaders of(String contentType, @Nullable String disposition) {
        return new WriteHeaders(UUID.randomUUID().toString(), contentType, disposition);
    }

    Map<String, String> metadata() {
        return Map.of(WRITE_ID, writeId);
    }
}
