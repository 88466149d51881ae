package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.SubImageInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** The strips or tiles of a TIFF that are a JPEG each: what takes long to decode there must not hide here. */
final class Strips {
    private static final int UNCOMPRESSED = 1;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    // Of CIE, ICC and ITU: the reader takes them for other colours than they are.
    private static final Set<Long> LAB = Set.of(8L, 9L, 10L);
    private static final long SMALL = 1 << 20;
    private static final int MOST = 100_000;

    private final ImageInputStream in;
    private final Directory directory;
    private final long pixels;
    private final Map<List<Long>, Scans> seen = new HashMap<>();
    private int count;
    private long work;
    private long walked;
    private long coefficients;

    private Strips(ImageInputStream in, Directory directory, long pixels) {
        this.in = in;
        this.directory = directory;
        this.pixels = pixels;
    }

    /**
     * Checks those of the first picture.
     *
     * @param pixels of it
     * @return the bytes outside of the heap that the largest of them takes
     * @throws ImageRefusedException if decoding takes much longer than images of this size do
     */
    static long check(ImageInputStream in, long pixels) throws IOException {
        Directory read = new TIFFReader().read(in);
        Directory first = read instanceof CompoundDirectory several ? several.getDirectory(0) : read;
        Fields.requireReadable(first);
        Strips strips = new Strips(in, first, pixels);
        strips.check();
        return strips.coefficients;
    }

    private void check() throws IOException {
        Numbers compressions = Numbers.of(directory, TIFF.TAG_COMPRESSION);
        long compression = compressions.length() == 0 ? UNCOMPRESSED : compressions.at(0);
        Compression.requireUnderstood(compression);
        Numbers colours = Numbers.of(directory, TIFF.TAG_PHOTOMETRIC_INTERPRETATION);
        if (colours.length() > 0 && LAB.contains(colours.at(0))) {
            throw ImageRefusedException.of(
                    Fault.UNSUPPORTED,
                    "is a TIFF in colours of CIE L*a*b* (PhotometricInterpretation " + colours.at(0)
                            + "), which are not supported; RGB, YCbCr, inks, palettes and greys are");
        }
        StripLengths.check(directory);
        if (compression == OLD_JPEG || compression == JPEG) {
            // Of old ones the frame may be told by other tags.
            long unframed = compression == OLD_JPEG ? pixels : 0;
            add(TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS, unframed);
            add(TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS, unframed);
            add(TIFF.TAG_JPEG_INTERCHANGE_FORMAT, TIFF.TAG_JPEG_INTERCHANGE_FORMAT_LENGTH, unframed);
        }
    }

    private void add(int offsetsTag, int lengthsTag, long unframed) throws IOException {
        Numbers offsets = Numbers.of(directory, offsetsTag);
        Numbers lengths = Numbers.of(directory, lengthsTag);
        requireFew(offsets.length());
        for (int i = 0; i < offsets.length(); i++) {
            Scans scans = at(offsets.at(i), i < lengths.length() ? lengths.at(i) : Long.MAX_VALUE);
            requireWithin(scans);
            count = Math.max(count, scans.count());
            coefficients = Math.max(coefficients, scans.coefficients());
            work += scans.pixels() > 0 ? scans.work() : scans.count() * unframed;
            Scans.requireLittleWork(count, work);
        }
    }

    private static void requireFew(int strips) throws ImageRefusedException {
        if (strips > MOST) {
            throw ImageRefusedException.beyond(
                    Fault.PIECES,
                    MOST,
                    strips,
                    "has " + strips + " strips or tiles that are a JPEG each; at most " + MOST + " are allowed");
        }
    }

    // A last one may be as high as the others, and a tile is larger than a small image.
    private void requireWithin(Scans scans) throws ImageRefusedException {
        if (scans.pixels() > Math.max(SMALL, 2 * pixels)) {
            throw new ImageRefusedException("has a JPEG of " + scans.pixels() + " pixels inside an image of " + pixels);
        }
    }

    // Several may be the same, but not lie across each other: to look at them would take long, too.
    private Scans at(long offset, long length) throws IOException {
        Scans known = seen.get(List.of(offset, length));
        if (known != null) {
            return known;
        }
        in.seek(Math.min(offset, in.length()));
        Segments.check(new SubImageInputStream(in, Math.min(length, in.length())));
        in.seek(Math.min(offset, in.length()));
        Scans scans = Scans.of(new SubImageInputStream(in, Math.min(length, in.length())));
        walked += scans.length();
        if (walked > 2 * in.length()) {
            throw new ImageRefusedException("has strips that lie across each other");
        }
        seen.put(List.of(offset, length), scans);
        return scans;
    }
}
