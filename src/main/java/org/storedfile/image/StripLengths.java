package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import org.storedfile.ImageRefusedException;

/**
 * Whether the strips of a TIFF have as many bytes as their rows take: readers go on in the next one, or with zeros. Of
 * compressed ones only their number is known.
 */
final class StripLengths {
    private static final int UNCOMPRESSED = 1;
    private static final int PLANES = 2;
    private static final int YCBCR = 6;

    private final Directory directory;
    private final long width;
    private final long height;
    private final long rows;
    private final Numbers offsets;
    private final Numbers lengths;

    private StripLengths(Directory directory) {
        this.directory = directory;
        this.width = number(TIFF.TAG_IMAGE_WIDTH, 0);
        this.height = number(TIFF.TAG_IMAGE_HEIGHT, 0);
        long said = number(TIFF.TAG_ROWS_PER_STRIP, 0);
        this.rows = said <= 0 || said > height ? height : said;
        this.offsets = Numbers.of(directory, TIFF.TAG_STRIP_OFFSETS);
        this.lengths = Numbers.of(directory, TIFF.TAG_STRIP_BYTE_COUNTS);
    }

    /**
     * Checks those of a picture.
     *
     * @throws ImageRefusedException if there are fewer than its rows need, or one of several is too short
     */
    static void check(Directory directory) throws ImageRefusedException {
        StripLengths strips = new StripLengths(directory);
        // Some writers say where tiles are as others do of strips.
        boolean areTiles = directory.getEntryById(TIFF.TAG_TILE_WIDTH) != null;
        if (!areTiles && strips.rows > 0 && strips.offsets.length() > 0) {
            strips.check();
        }
    }

    private void check() throws ImageRefusedException {
        long ofPlane = (height + rows - 1) / rows;
        boolean arePlanes = number(TIFF.TAG_PLANAR_CONFIGURATION, 1) == PLANES;
        long needed = ofPlane * (arePlanes ? number(TIFF.TAG_SAMPLES_PER_PIXEL, 1) : 1);
        if (offsets.length() < needed) {
            throw new ImageRefusedException("is damaged or cut off: it has " + offsets.length() + " strips, and needs "
                    + needed + " of " + rows + " rows each");
        }
        if (needed == 1 || !isPlain()) {
            return; // One that says too little is read to the end of the picture, or of the file.
        }
        Numbers bits = Numbers.of(directory, TIFF.TAG_BITS_PER_SAMPLE);
        long together = bitsOfPixel(bits);
        for (int i = 0; i < Math.min(needed, lengths.length()); i++) {
            long pixel = arePlanes ? bitsAt(bits, (int) (i / ofPlane)) : together;
            long left = height - i % ofPlane * rows;
            requireLength(i, (width * pixel + 7) / 8 * Math.min(rows, left));
        }
    }

    // Colours may be stored once for several pixels.
    private boolean isPlain() {
        return number(TIFF.TAG_COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED
                && number(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, 0) != YCBCR;
    }

    private long bitsOfPixel(Numbers bits) {
        long samples = number(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        if (bits.length() != samples) {
            return bitsAt(bits, 0) * samples;
        }
        long all = 0;
        for (int i = 0; i < bits.length(); i++) {
            all += bits.at(i);
        }
        return all;
    }

    private static long bitsAt(Numbers bits, int plane) {
        return bits.length() == 0 ? 1 : bits.at(Math.min(plane, bits.length() - 1));
    }

    private void requireLength(int strip, long needed) throws ImageRefusedException {
        // Some writers do not know it.
        if (lengths.at(strip) > 0 && lengths.at(strip) < needed) {
            throw new ImageRefusedException("is damaged or cut off: strip " + (strip + 1) + " has " + lengths.at(strip)
                    + " bytes, and its rows take " + needed);
        }
    }

    private long number(int tag, long unset) {
        Numbers numbers = Numbers.of(directory, tag);
        return numbers.length() == 0 ? unset : numbers.at(0);
    }
}
