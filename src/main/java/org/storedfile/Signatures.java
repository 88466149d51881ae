package org.storedfile;

import java.util.List;
import java.util.Optional;

/**
 * The first bytes by which formats are known that the JDK does not know: those of the files that people upload, and of
 * programs and archives. For the packages of this library. Thread safe.
 */
public final class Signatures {
    private static final List<Signature> KNOWN = List.of(
            new Signature(0, "%PDF-", "application/pdf"),
            new Signature(0, "\u0089PNG\r\n\u001A\n", "image/png"),
            new Signature(0, "BM", 6, "\0\0\0\0", "image/bmp"),
            new Signature(0, "RIFF", 8, "WEBP", "image/webp"),
            new Signature(0, "RIFF", 8, "WAVE", "audio/x-wav"),
            new Signature(0, "RIFF", 8, "AVI ", "video/x-msvideo"),
            new Signature(4, "ftypavif", "image/avif"),
            new Signature(4, "ftypheic", "image/heic"),
            new Signature(4, "ftypheix", "image/heic"),
            new Signature(4, "ftypmif1", "image/heif"),
            new Signature(4, "ftypqt  ", "video/quicktime"),
            new Signature(4, "ftypM4A ", "audio/mp4"),
            new Signature(4, "ftyp", "video/mp4"),
            new Signature(0, "\u001AE\u00DF\u00A3", "video/webm"),
            new Signature(0, "OggS", "application/ogg"),
            new Signature(0, "fLaC", "audio/flac"),
            new Signature(0, "ID3", "audio/mpeg"),
            new Signature(0, "\u00FF\u00FB", "audio/mpeg"),
            new Signature(0, "PK\u0003\u0004", "application/zip"),
            new Signature(0, "PK\u0005\u0006\0\0\0\0", "application/zip"),
            new Signature(0, "\u001F\u008B", "application/gzip"),
            new Signature(0, "7z\u00BC\u00AF'\u001C", "application/x-7z-compressed"),
            new Signature(0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "application/x-ole-storage"),
            new Signature(0, "{\\rtf", "application/rtf"),
            new Signature(0, "%!PS", "application/postscript"),
            new Signature(0, "Rar!\u001A\u0007", "application/vnd.rar"),
            new Signature(0, "BZh", 4, "1AY&SY", "application/x-bzip2"),
            new Signature(0, "\u00FD7zXZ\0", "application/x-xz"),
            new Signature(0, "(\u00B5/\u00FD", "application/zstd"),
            new Signature(0, "MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
            new Signature(0, "!<arch>\n", "application/x-archive"),
            new Signature(2, "-lh", 6, "-", "application/x-lzh-compressed"),
            new Signature(257, "ustar", "application/x-tar"),
            new Signature(0, "MZ", "application/x-msdownload"),
            new Signature(0, "L\0\0\0\u0001\u0014\u0002\0", "application/x-ms-shortcut"),
            new Signature(0, "\u00CA\u00FE\u00BA\u00BE", "application/java-vm"),
            new Signature(0, "\u00FE\u00ED\u00FA\u00CE", "application/x-mach-binary"),
            new Signature(0, "\u00FE\u00ED\u00FA\u00CF", "application/x-mach-binary"),
            new Signature(0, "\u00CE\u00FA\u00ED\u00FE", "application/x-mach-binary"),
            new Signature(0, "\u00CF\u00FA\u00ED\u00FE", "application/x-mach-binary"),
            new Signature(0, "\0asm\u0001\0\0\0", "application/wasm"),
            new Signature(0, "dex\n0", 7, "\0", "application/x-dex"),
            new Signature(0, "\u007FELF", "application/x-executable"));

    private Signatures() {}

    /** Returns the media type of what begins so; empty if no signature fits. */
    public static Optional<String> type(byte[] head) {
        return KNOWN.stream()
                .filter(signature -> signature.fits(head))
                .map(Signature::type)
                .findFirst();
    }

    private record Signature(int at, String bytes, int nextAt, String next, String type) {
        Signature(int at, String bytes, String type) {
            this(at, bytes, 0, "", type);
        }

        boolean fits(byte[] head) {
            return has(head, at, bytes) && has(head, nextAt, next);
        }

        private static boolean has(byte[] head, int at, String bytes) {
            if (head.length < at + bytes.length()) {
                return false;
            }
            int same = 0;
            while (same < bytes.length() && (head[at + same] & 0xFF) == bytes.charAt(same)) {
                same++;
            }
            return same == bytes.length();
        }
    }
}
