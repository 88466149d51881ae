package org.storedfile.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

/**
 * How often a decoder goes over the pixels of a JPEG: each scan takes as long as the whole image, and may be a few bytes
 * in the file.
 *
 * @param count how many there are up to the end of the image, whatever stands behind it
 * @param pixels of the image, as its frame says
 * @param isProgressive whether they refine each other
 * @param length of what was looked at, in bytes
 */
record Scans(int count, long pixels, boolean isProgressive, long length) {
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int MOST = 200;

    /** Counts those of the JPEG that begins at the stream's position. */
    static Scans of(ImageInputStream in) throws IOException {
        long start = in.getStreamPosition();
        Markers markers = new Markers(in);
        int count = 0;
        long pixels = 0;
        boolean isProgressive = false;
        for (int marker = markers.next(); marker >= 0 && (marker != END || count == 0); marker = markers.next()) {
            int rest = hasLength(marker) ? markers.number() - 2 : 0;
            if (marker == SCAN) {
                count++;
            } else if (isFrame(marker) && rest >= 5) {
                markers.skip(1);
                pixels = Math.max(pixels, (long) markers.number() * markers.number());
                isProgressive |= (marker & 3) == 2;
                rest -= 5;
            }
            markers.skip(rest);
        }
        return new Scans(count, pixels, isProgressive, markers.position() - start);
    }

    /** Tells whether a decoder gives each row once, from the top: of several scans it gives all rows each time. */
    boolean isOne() {
        return count == 1 && !isProgressive;
    }

    /**
     * Checks.
     *
     * @throws ImageRefusedException if decoding takes much longer than images of this size do
     */
    void requireFew() throws ImageRefusedException {
        if (count > MOST) {
            throw new ImageRefusedException("has " + count + " scans; at most " + MOST + " are allowed");
        }
    }

    private static boolean hasLength(int marker) {
        return marker >= 0xC0 && (marker < 0xD0 || marker > END);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker < 0xD0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
