package org.storedfile.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * How often a decoder goes over the pixels of a JPEG: each scan takes as long as the whole image, and may be a few bytes
 * in the file.
 *
 * @param count how many there are up to the end of the image, whatever stands behind it
 * @param pixels of the image, as its frame says
 * @param coefficients the bytes outside of the heap that hold all of the image until its last scan; 0 if it has one that
 *     is decoded row by row
 * @param isInks whether it has four colours
 * @param isEnded whether the mark of its end is there
 * @param data how many bytes follow the header of its first scan
 * @param length of what was looked at, in bytes
 */
record Scans(int count, long pixels, long coefficients, boolean isInks, boolean isEnded, long data, long length) {
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    // Each square of 64 has two numbers, of one bit at least.
    private static final int MOST_PIXELS_OF_A_BYTE = 64 * 8 / 2;
    private static final int MOST = 200;
    private static final long MOST_WORK = 100 * 12_000_000L; // Progressive ones have about ten scans.

    /** Counts those of the JPEG that begins at the stream's position. */
    static Scans of(ImageInputStream in) throws IOException {
        long start = in.getStreamPosition();
        Markers markers = new Markers(in);
        int count = 0;
        boolean isOne = true;
        long firstScan = Long.MAX_VALUE;
        Frame frame = Frame.NONE;
        int marker = markers.next();
        for (; marker >= 0 && (marker != END || count == 0); marker = markers.next()) {
            int rest = Markers.hasLength(marker) ? markers.number() - 2 : 0;
            long behind = markers.position() + rest;
            if (marker == SCAN) {
                count++;
                firstScan = Math.min(firstScan, behind);
                isOne &= count == 1 && rest >= 2 && markers.number() >> 8 == frame.colours();
            } else if (isFrame(marker) && rest >= 5) {
                frame = frame.larger(Frame.read(markers, rest));
                isOne &= (marker & 3) != 2;
            }
            markers.skip((int) (behind - markers.position()));
        }
        long coefficients = isOne ? 0 : frame.coefficients();
        long end = markers.position();
        long data = Math.max(0, end - firstScan);
        boolean isInks = frame.colours() == 4;
        return new Scans(count, frame.pixels(), coefficients, isInks, marker == END, data, end - start);
    }

    /**
     * Checks that it goes on to its end. What a single scan lacks the decoder tells, but for the last mark, which some
     * writers leave out; a scan that is not there at all, it does not.
     *
     * @throws ImageRefusedException if it does not
     */
    void requireWhole() throws ImageRefusedException {
        boolean mayLackEnd = count == 1 && coefficients == 0;
        if (pixels > 0 && (data < pixels / MOST_PIXELS_OF_A_BYTE || (!isEnded && !mayLackEnd))) {
            throw new ImageRefusedException("is cut off: its last scan, or the mark of its end, is not there");
        }
    }

    /** Tells whether a decoder gives each row once, from the top: of several scans it gives all rows each time. */
    boolean isOne() {
        return count == 1 && coefficients == 0;
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
            throw ImageRefusedException.beyond(
                    Fault.PIECES,
                    count > MOST ? MOST : count * MOST_WORK / work,
                    count,
                    "has " + count + " scans, which go over " + work + " pixels; at most " + MOST + " scans and "
                            + MOST_WORK + " pixels are allowed");
        }
    }

    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker < 0xD0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /**
     * What a frame header says.
     *
     * @param coefficients the bytes that all of them take
     */
    private record Frame(long pixels, int colours, long coefficients) {
        static final Frame NONE = new Frame(0, 0, 0);

        static Frame read(Markers markers, int length) throws IOException {
            markers.skip(1);
            long pixels = (long) markers.number() * markers.number();
            int colours = length < 7 ? 0 : markers.number() >> 8;
            int samples = 0;
            int across = 1;
            int down = 1;
            for (int i = 0; i < colours && length >= 6 + 3 * colours; i++) {
                markers.skip(Math.min(1, i)); // The name of the first was read with their number.
                int sampling = markers.number() >> 8;
                samples += (sampling >> 4) * (sampling & 15);
                across = Math.max(across, sampling >> 4);
                down = Math.max(down, sampling & 15);
            }
            return new Frame(pixels, colours, Short.BYTES * pixels * samples / across / down);
        }

        Frame larger(Frame other) {
            return other.pixels >= pixels ? other : this;
        }
    }
}
