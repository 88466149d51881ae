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
 * @param isInks whether it has four colours
 * @param length of what was looked at, in bytes
 */
record Scans(int count, long pixels, boolean isProgressive, boolean isInks, long length) {
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int MOST = 200;
    private static final long MOST_WORK = 100 * 12_000_000L; // Progressive ones have about ten scans.

    /** Counts those of the JPEG that begins at the stream's position. */
    static Scans of(ImageInputStream in) throws IOException {
        long start = in.getStreamPosition();
        Markers markers = new Markers(in);
        int count = 0;
        long pixels = 0;
        boolean isProgressive = false;
        boolean isInks = false;
        for (int marker = markers.next(); marker >= 0 && (marker != END || count == 0); marker = markers.next()) {
            int rest = Markers.hasLength(marker) ? markers.number() - 2 : 0;
            if (marker == SCAN) {
                count++;
            } else if (isFrame(marker) && rest >= 5) {
                markers.skip(1);
                pixels = Math.max(pixels, (long) markers.number() * markers.number());
                isProgressive |= (marker & 3) == 2;
                rest -= 5;
                if (rest >= 2) {
                    isInks = markers.number() >> 8 == 4;
                    rest -= 2;
                }
            }
            markers.skip(rest);
        }
        return new Scans(count, pixels, isProgressive, isInks, markers.position() - start);
    }

    /** Tells whether a decoder gives each row once, from the top: of several scans it gives all rows each time. */
    boolean isOne() {
        return count == 1 && !isProgressive;
    }

    /** Returns how many pixels are decoded, each as often as it is. */
    long work() {
        return count * pixels;
    }

    /**
     * Checks, of one JPEG or of all of an image.
     *
     * @param count how many scans each has at most
     * @param work of all
     * @throws ImageRefusedException if decoding takes much longer than images of this size do
     */
    static void requireLittleWork(int count, long work) throws ImageRefusedException {
        if (count > MOST || work > MOST_WORK) {
            throw new ImageRefusedException("has " + count + " scans, which go over " + work + " pixels; at most "
                    + MOST + " scans and " + MOST_WORK + " pixels are allowed");
        }
    }

    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker < 0xD0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
