package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

/**
 * What stands behind the end of an image whose format lets it. Cameras put previews, zeros, videos and notes there; a
 * program, an archive or a page has no place.
 */
final class Trailer {
    private static final int START = 0xFFD8FF;
    private static final int MOST_PICTURES = 1_000;
    private static final int WINDOW = 1 << 13;
    private static final int LONGEST = 32;

    // Two or three bytes are anywhere in a megabyte by chance, also with text behind them, as pixels that are stored as
    // they are look like text; so only the first ones are looked at. Random bytes begin with one of these once in 20
    // 000
    // times, and trailers of cameras begin with names and lengths.
    private static final Map<String, String> BEGINNINGS = Map.of(
            "mz", "a program",
            "\u007felf", "a program",
            "\u00ea\u00fe\u00ba\u00be", "a program",
            "#!", "a script",
            "rar!", "a RAR archive",
            "7z\u00bc\u00af", "a 7z archive",
            "pk\u0003\u0004", "a ZIP archive",
            "%!ps", "a document",
            "%pdf", "a document");
    // Tags that browsers take for the beginning of a page, and those of servers.
    private static final Pattern PAGE = Pattern.compile(
            "(<\\?(=|php|\\s)|<%|<!--|<(!doctype html|html|head|script|iframe|svg|body|title|style|table|font|div|img|object"
                    + "|embed|link|meta|form|h1|br|a|b|p)[\\s/>]).*",
            Pattern.DOTALL);

    private Trailer() {}

    /**
     * Checks that of a JPEG, behind all of its pictures.
     *
     * @throws ImageRefusedException if it begins as something else
     */
    static void checkJpeg(ImageInputStream in) throws IOException {
        for (int pictures = 0; pictures < MOST_PICTURES && isPicture(in); pictures++) {
            long start = in.getStreamPosition();
            in.seek(start + Scans.of(in).length());
            toContent(in);
        }
        check(in);
    }

    /** Checks what stands at the stream's position, behind zeros and blanks. */
    static void check(ImageInputStream in) throws IOException {
        if (!toContent(in)) {
            return;
        }
        byte[] first = new byte[LONGEST];
        int read = Math.max(0, in.read(first));
        String start = new String(first, 0, read, ISO_8859_1).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            require(!start.startsWith(beginning.getKey()), beginning.getValue());
        }
        require(!PAGE.matcher(start).matches(), "a page or its script");
    }

    private static boolean isPicture(ImageInputStream in) throws IOException {
        long at = in.getStreamPosition();
        int first = in.read() << 16 | in.read() << 8 | in.read();
        in.seek(at);
        return first == START;
    }

    // False at the end of the file.
    private static boolean toContent(ImageInputStream in) throws IOException {
        byte[] window = new byte[WINDOW];
        for (int read = in.read(window); read > 0; read = in.read(window)) {
            for (int i = 0; i < read; i++) {
                if (window[i] != 0 && !Character.isWhitespace(window[i])) {
                    in.seek(in.getStreamPosition() - read + i);
                    return true;
                }
            }
        }
        return false;
    }

    private static void require(boolean isKept, String what) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException("is an image and something else, too: " + what + " stands behind its end");
        }
    }
}
