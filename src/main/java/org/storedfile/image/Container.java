package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * The look at a whole file, without decoding: whether it ends where its format ends, and whether it is something else at
 * the same time, such as an archive, a page with scripts or a document.
 */
final class Container {
    private static final int WINDOW = 1 << 16;

    // A file of one chunk, and how its lossy or lossless pixels begin.
    private static final Pattern PIXELS_OF_WEBP =
            Pattern.compile("RIFF....WEBP(VP8 .{7}\u009D\u0001\\*|VP8L.{4}/)", Pattern.DOTALL);

    // How a script goes on behind the signature, whose letters are a name: with a width or height of thousands of
    // pixels.
    private static final Pattern COMMENT_OF_GIF = Pattern.compile("GIF8[79]a[\\t-\\r -~]{0,6}?/([*/])");

    // What begins or is a program or document elsewhere, and has no place in an image.
    private static final List<String> FOREIGN =
            List.of("<script", "<html", "<!doctype html", "<svg", "<body", "<iframe", "<?php", "%pdf-1", "%pdf-2");
    // Compressed pixels contain shorter ones by chance: one of forty photographs of 14 MB has a "<svg".
    private static final int CERTAIN = 6;
    // Where browsers look for what a file is.
    private static final int HEAD = 1024;
    private static final int TEXT = 12;
    private static final int OVERLAP = 10 + TEXT;
    // What programs that unpack look for at the end; not all mind what follows it.
    private static final String ZIP = "a ZIP archive";
    private static final String ARCHIVE_END = "pk\u0005\u0006";
    private static final String USUAL_ARCHIVE_END = ARCHIVE_END + "\0\0\0\0";
    private static final String ARCHIVE_ENTRY = "pk\u0001\u0002";
    private static final int TAIL = 0xFFFF + 22;
    // Programs that unpack look for these anywhere. In small letters, as what is looked at.
    private static final Map<String, String> ARCHIVES =
            Map.of("rar!\u001a\u0007", "a RAR archive", "7z\u00bc\u00af'\u001c", "a 7z archive");

    private Container() {}

    /**
     * Checks.
     *
     * @throws ImageRefusedException if the file is cut off, goes on after its end, or is something else as well
     */
    static void check(Format format, SeekableByteChannel bytes) throws IOException {
        try {
            requireEnd(format, bytes);
        } catch (EOFException e) {
            throw new ImageRefusedException("is cut off: it ends where a " + format + " image has to go on", e);
        }
        requireNothingElse(bytes);
        if (format == Format.GIF) {
            requireNoScript(bytes);
        }
        if (format == Format.JPEG) {
            Trailer.checkJpeg(new ChannelInput(bytes));
        }
    }

    private static void requireEnd(Format format, SeekableByteChannel bytes) throws IOException {
        switch (format) {
            case PNG -> requireLength(bytes, Blocks.endOfPng(new ChannelInput(bytes)));
            case GIF -> requireLength(bytes, Blocks.endOfGif(new ChannelInput(bytes)));
            case WEBP -> requireLength(bytes, endOfWebp(bytes));
            case BMP -> requireLength(bytes, number(bytes, 2));
            case JPEG -> {
                Scans scans = Scans.of(new ChannelInput(bytes));
                Scans.requireLittleWork(scans.count(), scans.work());
                scans.requireWhole(); // What stands behind it is looked at for itself.
            }
            case TIFF -> {
                // Its directories say where it ends.
            }
        }
    }

    // ImageMagick writes the last frame of an animation once more behind it, as a file of its own: with nothing but its
    // pixels.
    private static long endOfWebp(SeekableByteChannel bytes) throws IOException {
        long end = 8L + number(bytes, 4);
        if (!PIXELS_OF_WEBP.matcher(text(bytes, end, 26)).lookingAt()) {
            return end;
        }
        long chunk = number(bytes, end + 16);
        long length = number(bytes, end + 4);
        return length == 4 + 8 + chunk + (chunk & 1) ? end + 8 + length : end;
    }

    // Some writers leave out the byte that makes a length even, or fill up with zeros.
    private static void requireLength(SeekableByteChannel bytes, long length) throws IOException {
        if (bytes.size() < length) {
            throw new ImageRefusedException("is cut off: its format announces more than " + bytes.size() + " bytes");
        }
        if (bytes.size() > length + 1 && !isZero(bytes, length)) {
            throw ImageRefusedException.of(
                    Fault.SOMETHING_ELSE, "has " + (bytes.size() - length) + " bytes appended to the image");
        }
    }

    private static boolean isZero(SeekableByteChannel bytes, long from) throws IOException {
        for (long at = from; at < bytes.size(); at += WINDOW) {
            ByteBuffer window = read(bytes, at, WINDOW);
            while (window.hasRemaining()) {
                if (window.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void requireNothingElse(SeekableByteChannel bytes) throws IOException {
        boolean hasEntry = false;
        for (long at = 0; at < bytes.size(); at += WINDOW) {
            String window = text(bytes, at, WINDOW + OVERLAP).toLowerCase(Locale.ROOT);
            for (String foreign : FOREIGN) {
                if (contains(window, foreign, at)) {
                    throw ImageRefusedException.of(
                            Fault.SOMETHING_ELSE, "is an image and something else, too: it contains '" + foreign + "'");
                }
            }
            for (Map.Entry<String, String> archive : ARCHIVES.entrySet()) {
                requireNo(archive.getValue(), window.contains(archive.getKey()));
            }
            requireNo(ZIP, window.contains(USUAL_ARCHIVE_END));
            hasEntry |= window.contains(ARCHIVE_ENTRY);
        }
        requireNo(ZIP, hasEntry && tail(bytes).contains(ARCHIVE_END));
    }

    // Browsers run no script that is served as an image; but some tools look for these.
    private static void requireNoScript(SeekableByteChannel bytes) throws IOException {
        Matcher comment = COMMENT_OF_GIF.matcher(text(bytes, 0, TEXT + OVERLAP));
        if (!comment.lookingAt()) {
            return;
        }
        Pattern end = Pattern.compile(comment.group(1).equals("*") ? "\\*/" : "[\r\n]");
        for (long at = comment.end(); at < bytes.size(); at += WINDOW) {
            if (end.matcher(text(bytes, at, WINDOW + 1)).find()) {
                throw ImageRefusedException.of(
                        Fault.SOMETHING_ELSE,
                        "is an image and something else, too: a script, as its size reads as the beginning of a comment");
            }
        }
    }

    private static void requireNo(String archive, boolean isThere) throws IOException {
        if (isThere) {
            throw ImageRefusedException.of(
                    Fault.SOMETHING_ELSE, "is an image and something else, too: it contains " + archive);
        }
    }

    private static String tail(SeekableByteChannel bytes) throws IOException {
        return text(bytes, Math.max(0, bytes.size() - TAIL), TAIL).toLowerCase(Locale.ROOT);
    }

    private static boolean contains(String window, String foreign, long at) {
        for (int found = window.indexOf(foreign); found >= 0; found = window.indexOf(foreign, found + 1)) {
            int end = found + foreign.length();
            String next = window.substring(end, Math.min(end + TEXT, window.length()));
            if (foreign.length() >= CERTAIN || at + found < HEAD || isGoingOn(next)) {
                return true;
            }
        }
        return false;
    }

    // As a tag that text follows.
    private static boolean isGoingOn(String next) {
        return next.length() == TEXT
                && " \t\r\n/>".indexOf(next.charAt(0)) >= 0
                && next.chars().allMatch(c -> (c >= ' ' && c <= '~') || "\t\r\n".indexOf(c) >= 0);
    }

    private static long number(SeekableByteChannel bytes, long at) throws IOException {
        ByteBuffer number = read(bytes, at, 4).order(ByteOrder.LITTLE_ENDIAN);
        return number.remaining() < 4 ? 0 : Integer.toUnsignedLong(number.getInt());
    }

    private static String text(SeekableByteChannel bytes, long at, int length) throws IOException {
        return ISO_8859_1.decode(read(bytes, at, length)).toString();
    }

    private static ByteBuffer read(SeekableByteChannel bytes, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        bytes.position(at);
        while (buffer.hasRemaining() && bytes.read(buffer) >= 0) {
            // Reads on.
        }
        return buffer.flip();
    }
}
