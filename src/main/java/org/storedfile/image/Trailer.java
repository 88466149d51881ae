package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;
import org.storedfile.Signatures;

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
    private static final String SCRIPT = "a script";
    private static final String SHORTCUT = "a shortcut";
    private static final String ARCHIVE = "an archive";
    private static final String DOCUMENT = "a document";
    private static final String PAGE = "a page or its script";

    // What no camera writes, by media type. Signatures of two or three bytes are anywhere in a megabyte by chance, also
    // with text behind them, as pixels that are stored as they are look like text; so only the first bytes are looked
    // at. Random bytes begin with one of these once in ten thousand times, and trailers of cameras begin with names and
    // lengths.
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("application/x-msdownload", PROGRAM),
            Map.entry("application/x-executable", PROGRAM),
            Map.entry("application/java-vm", PROGRAM),
            Map.entry("application/x-mach-binary", PROGRAM),
            Map.entry("application/x-dex", PROGRAM),
            Map.entry("application/x-ms-shortcut", SHORTCUT),
            Map.entry("application/vnd.rar", "a RAR archive"),
            Map.entry("application/x-7z-compressed", "a 7z archive"),
            Map.entry("application/zip", "a ZIP archive"),
            Map.entry("application/gzip", ARCHIVE),
            Map.entry("application/x-bzip2", ARCHIVE),
            Map.entry("application/x-xz", ARCHIVE),
            Map.entry("application/zstd", ARCHIVE),
            Map.entry("application/vnd.ms-cab-compressed", ARCHIVE),
            Map.entry("application/x-archive", ARCHIVE),
            Map.entry("application/x-lzh-compressed", ARCHIVE),
            Map.entry("application/x-tar", ARCHIVE),
            Map.entry("application/x-ole-storage", DOCUMENT),
            Map.entry("application/rtf", DOCUMENT),
            Map.entry("application/postscript", DOCUMENT),
            Map.entry("application/pdf", DOCUMENT));
    // In small letters, as what is looked at.
    private static final Map<String, String> BEGINNINGS = Map.of(
            "asm\u0001\0\0\0", PROGRAM, // of WebAssembly, behind a zero
            "#!", SCRIPT,
            "@echo", SCRIPT,
            "[internetshortcut]", SHORTCUT,
            "[desktop entry]", SHORTCUT,
            "[autorun]", SHORTCUT,
            "\u00ff\u00fe<\0", PAGE,
            "\u00fe\u00ff\0<", PAGE);
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    // Tags that browsers take for the beginning of a page, and those of servers.
    private static final Pattern TAG = Pattern.compile(
            "(<\\?(=|php|xml\\s|\\s)|<%|<!--|<(!doctype html|html|head|script|iframe|svg|body|title|style|table|font|div|img|object"
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
        requireNo(Optional.ofNullable(TYPES.get(Signatures.type(first).orElse(""))));
        if (start.startsWith(BYTE_ORDER_MARK)) {
            start = start.substring(BYTE_ORDER_MARK.length());
        }
        requireNo(beginning(start));
    }

    private static Optional<String> beginning(String start) {
        return TAG.matcher(start).matches()
                ? Optional.of(PAGE)
                : BEGINNINGS.entrySet().stream()
                        .filter(beginning -> start.startsWith(beginning.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
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

    private static void requireNo(Optional<String> foreign) throws ImageRefusedException {
        if (foreign.isPresent()) {
            throw ImageRefusedException.of(
                    Fault.SOMETHING_ELSE,
                    "is an image and something else, too: " + foreign.get() + " stands behind its end");
        }
    }
}
