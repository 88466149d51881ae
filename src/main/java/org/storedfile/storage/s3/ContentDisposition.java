package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A Content-Disposition header as RFC 6266 and RFC 8187 have it: what the name contains can never end the value. */
final class ContentDisposition {
    // RFC 8187, attr-char.
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    static String inline(String fileName) {
        return of("inline", fileName);
    }

    static String attachment(String fileName) {
        return of("attachment", fileName);
    }

    private static String of(String type, String fileName) {
        String plain = ascii(fileName);
        String header = type + "; filename=\"" + plain + "\"";
        return plain.equals(fileName) ? header : header + "; filename*=UTF-8''" + percent(fileName);
    }

    // For clients that do not know filename*. Quotes, backslashes and percent signs are read differently by many.
    private static String ascii(String fileName) {
        StringBuilder plain = new StringBuilder();
        fileName.codePoints()
                .map(c -> c < 0x20 || c > 0x7e || "\"\\%".indexOf(c) >= 0 ? '_' : c)
                .forEach(plain::appendCodePoint);
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
