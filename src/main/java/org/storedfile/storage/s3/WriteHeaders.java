package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.ContentDisposition;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.Key;

/** What goes with the bytes of one write. Immutable. */
record WriteHeaders(
        String writeId, String contentType, @Nullable String disposition) {
    /** The user metadata by which a write knows its own object again after a lost answer. */
    static final String WRITE_ID = "stored-file-write";

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;[\\x20-\\x7e]*)?");
    private static final Pattern DISPOSITION =
            Pattern.compile("^\\s*(?:inline|attachment)(?=\\s*(?:;|$))", Pattern.CASE_INSENSITIVE);

    /** Returns those with which a browser shows only {@code shown} types, whoever links to the object. */
    static WriteHeaders of(Key key, Content content, InlineTypes shown) throws IOException {
        String type = content.contentType().orElse("application/octet-stream");
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new IOException("could not write '" + key + "': the content type '"
                    + type.replaceAll("\\p{Cntrl}", "?") + "' is not one: give it as 'image/png'");
        }
        return of(type, content.fileName().map(ContentDisposition::inline), shown);
    }

    /** Returns those of a copy. */
    static WriteHeaders of(@Nullable String contentType, @Nullable String disposition, InlineTypes shown) {
        String type = contentType == null ? "application/octet-stream" : contentType;
        return of(type, Optional.ofNullable(disposition), shown);
    }

    private static WriteHeaders of(String type, Optional<String> disposition, InlineTypes shown) {
        Optional<String> allowed =
                shown.contains(type) ? disposition : Optional.of(saved(disposition.orElse("inline")));
        return new WriteHeaders(UUID.randomUUID().toString(), type, allowed.orElse(null));
    }

    private static String saved(String disposition) {
        Matcher known = DISPOSITION.matcher(disposition);
        return known.find() ? known.replaceFirst("attachment") : "attachment";
    }

    Map<String, String> metadata() {
        return Map.of(WRITE_ID, writeId);
    }
}
