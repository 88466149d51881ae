package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.storage.StoredObject;

/** A strong entity tag, with its quotes. A key is written once, so what is known of the object tells its bytes. */
record EntityTag(String value) {
    private static final Pattern LISTED =
            Pattern.compile("\\G[\\s,]*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")(?=[\\s,]|$)");
    private static final int BYTES = 15;

    static EntityTag of(StoredObject object) {
        String state = object.checksum()
                .orElseGet(() -> object.size() + " " + object.lastModified().toEpochMilli());
        byte[] digest = sha256(object.key() + "\n" + state);
        String text = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES));
        return new EntityTag('"' + text + '"');
    }

    /** Tells whether a list, or {@code *}, has this tag; {@code weakly} if a weak one of the same value counts. */
    boolean isIn(String list, boolean weakly) {
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = LISTED.matcher(list);
        while (tags.find()) {
            if (tags.group(2).equals(value) && (weakly || tags.group(1) == null)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
