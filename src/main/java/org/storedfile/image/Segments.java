package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** What stands in a JPEG before its pixels: readers keep all of it. */
final class Segments {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_SEGMENTS = 4096;
    // Readers make a table of so many bytes of each, however short, where a picture needs eight at most, or a frame of
    // 11 KB, of which it has one.
    private static final int TABLE = 25_000;
    private static final int MOST_TABLES = 64;
    private static final int TABLES = 0xC4;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int LOSSLESS = 0xC3;
    private static final int PROFILE = 0xE2;
    private static final String PROFILE_NAME = "ICC_PROFILE\0";
    private static final int PROFILE_HEAD = PROFILE_NAME.length() + 2 + 4;

    private final Markers markers;
    private final List<Piece> profile = new ArrayList<>();

    private record Piece(int number, int count, long said) {}

    private Segments(ImageInputStream in) {
        this.markers = new Markers(in);
    }

    /**
     * Checks those of a file, or of a strip of a TIFF.
     *
     * @return the bytes that readers keep of them, about
     * @throws ImageRefusedException if there is more of it than of any picture or it says so, or if the pixels are stored without loss,
     *     which readers know nothing to reduce of
     */
    static long check(ImageInputStream in) throws IOException {
        return new Segments(in).check();
    }

    private long check() throws IOException {
        long bytes = 0;
        int segments = 0;
        int tables = 0;
        for (int marker = markers.next(); marker >= 0 && marker != SCAN && marker != END; marker = markers.next()) {
            if (isLossless(marker)) {
                throw ImageRefusedException.of(
                        Fault.UNSUPPORTED,
                        "is stored as JPEG without loss (SOF" + (marker & 0xF) + "), as no browser shows");
            }
            int length = Markers.hasLength(marker) ? markers.number() : 0;
            bytes += length;
            if (bytes > MOST_BYTES) {
                throw ImageRefusedException.beyond(
                        Fault.METADATA, "16 MB", "has more than 16 MB of metadata before its pixels");
            }
            segments++;
            tables += marker == TABLES || isFrame(marker) ? 1 : 0;
            requireFew(segments, MOST_SEGMENTS);
            requireFew(tables, MOST_TABLES);
            boolean isProfile = marker == PROFILE && length >= 2 + PROFILE_HEAD;
            markers.skip(length - 2 - (isProfile ? profile() : 0));
        }
        requireModestProfile();
        return bytes + (long) tables * TABLE;
    }

    private static void requireFew(int segments, int most) throws ImageRefusedException {
        if (segments > most) {
            throw ImageRefusedException.beyond(
                    Fault.PIECES, most, "has more segments before its pixels than any picture");
        }
    }

    // Returns how many bytes it read.
    private int profile() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(PROFILE_HEAD);
        while (head.hasRemaining()) {
            head.putShort((short) markers.number());
        }
        if (new String(head.array(), 0, PROFILE_NAME.length(), ISO_8859_1).equals(PROFILE_NAME)) {
            head.position(PROFILE_NAME.length());
            profile.add(new Piece(head.get() & 0xFF, head.get() & 0xFF, Integer.toUnsignedLong(head.getInt())));
        }
        return PROFILE_HEAD;
    }

    // Readers make room for as many bytes as the first piece says that the profile has, unless the pieces are not as
    // many as they say.
    private void requireModestProfile() throws ImageRefusedException {
        boolean isRead =
                profile.size() == 1 || (!profile.isEmpty() && profile.get(0).count() == profile.size());
        for (Piece piece : profile) {
            if (isRead && piece.said() > MOST_BYTES && (profile.size() == 1 || piece.number() == 1)) {
                throw ImageRefusedException.beyond(
                        Fault.METADATA,
                        "16 MB",
                        piece.said() + " B",
                        "has a profile of colours of " + piece.said() + " bytes; at most 16 MB are allowed");
            }
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != TABLES && marker != 0xC8 && marker != 0xCC;
    }

    // Those with and without differences, in Huffman's coding and in arithmetic coding.
    private static boolean isLossless(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && (marker & 3) == (LOSSLESS & 3);
    }
}
