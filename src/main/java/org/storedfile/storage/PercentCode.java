package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of RFC 3986, unlike java.net.URLEncoder, which writes forms: a plus stays a plus. */
final class PercentCode {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCode() {}

    /** Encodes all but unreserved characters; slashes too. */
    static String encode(String text) {
        return encode(text, UNRESERVED);
    }

    /** Encodes all but unreserved characters and slashes. */
    static String encodePath(String path) {
        return encode(path, UNRESERVED + "/");
    }

    /** Decodes; empty if a percent sign stands alone or the bytes are not UTF-8. */
    static Optional<String> decode(String text) {
        if (isPlain(text)) {
            return Optional.of(text);
        }
        byte[] encoded = text.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
            } else if (isHex(encoded, i + 1) && isHex(encoded, i + 2)) {
                bytes.write(HexFormat.fromHexDigit(encoded[++i]) << 4 | HexFormat.fromHexDigit(encoded[++i]));
            } else {
                return Optional.empty();
            }
        }
        return text(bytes.toByteArray());
    }

    private static String encode(String text, String plain) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            if (b > 0 && plain.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' || text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(byte[] bytes, int index) {
        return index < bytes.length && bytes[index] > 0 && HexFormat.isHexDigit(bytes[index]);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // not UTF-8, so it is no text of ours
        }
    }
}
