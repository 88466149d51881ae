package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.storedfile.ImageRefusedException;

/** The formats that are images here, by their first bytes: names are not believed. */
enum Format {
    PNG("image/png", "png", "\u0089PNG\r\n\u001A\n"),
    JPEG("image/jpeg", "jpg", "\u00FF\u00D8\u00FF"),
    GIF("image/gif", "gif", "GIF87a", "GIF89a"),
    WEBP("image/webp", "webp", "RIFF....WEBP"),
    BMP("image/bmp", "bmp", "BM....\0\0\0\0"),
    TIFF("image/tiff", "tif", "II*\0", "MM\0*");

    // Those that people take for images of this kind, so that the message can name them.
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("....ftypavi.", "AVIF"),
            Map.entry("....ftyphei.", "HEIC"),
            Map.entry("....ftyphev.", "HEIC"),
            Map.entry("....ftypm.f1", "HEIF"),
            Map.entry("\0\0\1\0", "an icon"),
            Map.entry("II+\0", "BigTIFF"),
            Map.entry("MM\0+", "BigTIFF"),
            Map.entry("8BPS", "a Photoshop document"),
            Map.entry("\u00FF\n", "JPEG XL"),
            Map.entry("\0\0\0\u000CJXL ", "JPEG XL"),
            Map.entry("%PDF-", "PDF"));
    private static final int HEAD = 1024;

    private final String mediaType;
    private final String extension;
    private final String signature;
    private final String otherSignature;

    Format(String mediaType, String extension, String signature) {
        this(mediaType, extension, signature, signature);
    }

    Format(String mediaType, String extension, String signature, String otherSignature) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.signature = signature;
        this.otherSignature = otherSignature;
    }

    /**
     * Returns the format of the bytes.
     *
     * @throws ImageRefusedException if it is none of these; the message names what it is, if that is known
     */
    static Format of(SeekableByteChannel bytes) throws IOException {
        String head = head(bytes);
        return Arrays.stream(values())
                .filter(format -> fits(format.signature, head) || fits(format.otherSignature, head))
                .findFirst()
                .orElseThrow(() -> ImageRefusedException.other("is " + other(head) + ": only "
                        + Arrays.stream(values()).map(Format::name).collect(Collectors.joining(", "))
                        + " are supported"));
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }

    private static String other(String head) {
        return OTHERS.entrySet().stream()
                .filter(other -> fits(other.getKey(), head))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> head.isEmpty() ? "empty" : isSvg(head) ? "SVG" : "no image");
    }

    private static boolean isSvg(String head) {
        return head.toLowerCase(Locale.ROOT).contains("<svg");
    }

    // A dot stands for any byte: the length of what follows.
    private static boolean fits(String signature, String head) {
        return head.length() >= signature.length()
                && IntStream.range(0, signature.length())
                        .allMatch(i -> signature.charAt(i) == '.' || signature.charAt(i) == head.charAt(i));
    }

    private static String head(SeekableByteChannel bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        bytes.position(0);
        while (head.hasRemaining() && bytes.read(head) >= 0) {
            // Reads on.
        }
        return new String(head.array(), 0, head.position(), ISO_8859_1);
    }
}
