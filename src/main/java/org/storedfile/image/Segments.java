package org.storedfile.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

/** What stands in a JPEG before its pixels: readers keep all of it. */
final class Segments {
    private static final int MOST_BYTES = 16 << 20;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int LOSSLESS = 0xC3;

    private Segments() {}

    /**
     * Checks.
     *
     * @throws ImageRefusedException if there is more of it than of any picture, or if the pixels are stored without loss,
     *     which readers know nothing to reduce of
     */
    static void check(ImageInputStream in) throws IOException {
        Markers markers = new Markers(in);
        long bytes = 0;
        for (int marker = markers.next(); marker >= 0 && marker != SCAN && marker != END; marker = markers.next()) {
            if (isLossless(marker)) {
                throw new ImageRefusedException(
                        "is a JPEG without loss (SOF" + (marker & 0xF) + "), as no browser shows");
            }
            int length = Markers.hasLength(marker) ? markers.number() : 0;
            bytes += length;
            if (bytes > MOST_BYTES) {
                throw new ImageRefusedException("has more than 16 MB of metadata before its pixels");
            }
            markers.skip(length - 2);
        }
    }

    // Those with and without differences, in Huffman's coding and in arithmetic coding.
    private static boolean isLossless(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && (marker & 3) == (LOSSLESS & 3);
    }
}
