package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * A Content-Disposition header as RFC 6266 and RFC 8187 have it: what the name contains can never end the value, nor
 * name a folder.
 */
public final class ContentDisposition {
    // RFC 8187, attr-char.
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    // Control, line-separating, bidirectional and half characters: they hide what the name is.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cs}\u0080-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]");

    private static final Pattern SLASHES = Pattern.compile("[/\\\\]");

    private ContentDisposition() {}

    /** Returns the header that makes a browser show the file, and save it as {@code fileName} if it is asked to. */
    public static String inline(String fileName) {
        return of("inline", fileName);
    }

    /** Returns the header that makes a browser save the file as {@code fileName}. */
    public static String attachment(String fileName) {
        return of("attachment", fileName);
    }

    private static String of(String type, String name) {
        if (name.chars().allMatch(ContentDisposition::isPlain)) {
            return type + "; filename=\"" + name + "\"";
        }
        String fileName =
                SLASHES.matcher(INVISIBLE.matcher(name).replaceAll("")).replaceAll("_");
        String plain = ascii(fileName);
        String header = type + "; filename=\"" + plain + "\"";
        return plain.equals(fileName) ? header : header + "; filename*=UTF-8''" + percent(fileName);
    }

    // Folders and what clients read in different ways are not.
    private static boolean isPlain(int c) {
        return c >= 0x20 && c <= 0x7e && "\"\\%/".indexOf(c) < 0;
    }

    // For clients that do not know filename*. Quotes, backslashes and percent signs are read differently by many.
    private static String ascii(String fileName) {
        StringBuilder plain = new StringBuilder();
        fileName.codePoints().map(c -> isPlain(c) ? c : '_').forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String percent(String fileName) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : fileName.getBytes(UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || UNESCAPED.indexOf(b) >= 0);
            escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return escaped.toString();
    }
}
