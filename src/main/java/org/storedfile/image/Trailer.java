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
    private static final int LONGEST = 512;
    private static final String PROGRAM = "a program";
    private static final String ARCHIVE = "an archive";

    // Two or three bytes are anywhere in a megabyte by chance, also with text behind them, as pixels that are stored as
    // they are look like text; so only the first ones are looked at. Random bytes begin with one of these once in ten
    // thousand times, and trailers of cameras begin with names and lengths.
    private static final Map<String, String> BEGINNINGS = Map.ofEntries(
            Map.entry("mz", PROGRAM),
            Map.entry("\u007felf", PROGRAM),
            Map.entry("\u00ea\u00fe\u00ba\u00be", PROGRAM),
            Map.entry("\u00fe\u00ed\u00fa\u00ee", PROGRAM),
            Map.entry("\u00fe\u00ed\u00fa\u00ef", PROGRAM),
            Map.entry("\u00ee\u00fa\u00ed\u00fe", PROGRAM),
            Map.entry("\u00ef\u00fa\u00ed\u00fe", PROGRAM),
            Map.entry("asm\u0001\0\0\0", PROGRAM),
            Map.entry("dex\n", PROGRAM),
            Map.entry("#!", "a script"),
            Map.entry("rar!", "a RAR archive"),
            Map.entry("7z\u00bc\u00af", "a 7z archive"),
            Map.entry("pk\u0003\u0004", "a ZIP archive"),
            Map.entry("\u001f\u008b\b", ARCHIVE),
            Map.entry("bzh", ARCHIVE),
            Map.entry("\u00fd7zxz", ARCHIVE),
            Map.entry("(\u00b5/\u00fd", ARCHIVE),
            Map.entry("mscf", ARCHIVE),
            Map.entry("!<arch>", ARCHIVE),
            Map.entry("\u00f0\u00ef\u0011\u00e0", "a document"),
            Map.entry("%!ps", "a document"),
            Map.entry("%pdf", "a document"));
    // Of a tar, whose beginning is the name of a file.
    private static final String TAR = "ustar";
    private static final int NAME_OF_TAR = 257;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    // Tags that browsers take for the beginning of a page, and those of servers.
    private static final Pattern PAGE = Pattern.compile(
            "(<\\?(=|php|\\s)|<%|<!--|<(!doctype html|html|head|script|iframe|svg|body|title|style|table|font|div|img|object"
                    + "|video|audio|input|details|embed|link|meta|form|h1|br|a|b|p)[\\s/>]).*",
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
        require(!start.startsWith(TAR, NAME_OF_TAR), ARCHIVE);
        if (start.startsWith(BYTE_ORDER_MARK)) {
            start = start.substring(BYTE_ORDER_MARK.length());
        }
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
                if (window[i] != 0 && !isBlank(window[i])) {
                    in.seek(in.getStreamPosition() - read + i);
                    return true;
                }
            }
        }
        return false;
    }

    // Not all that Java takes for white: a gzip archive begins with one of those.
    private static boolean isBlank(byte one) {
        return one == ' ' || (one >= '\t' && one <= '\r');
    }

    private static void require(boolean isKept, String what) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException("is an image and something else, too: " + what + " stands behind its end");
        }
    }
}
