package org.storedfile.image;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * What stands before the pixels of a lossless picture in a WebP (RFC 9649, 3.4 to 3.7): decoders keep all of it. How much
 * it is, small images tell that are coded as the pixels are, so these are read here, without keeping any.
 */
final class LosslessPicture {
    private static final int MOST_WEIGHT = 16 << 20;
    private static final int SUBTRACT_GREEN = 2;
    private static final int PALETTE = 3;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MOST_CACHE_BITS = 11;

    private final LowBits bits;
    private final Set<Integer> transformations = new HashSet<>();
    private long imagePixels;

    private LosslessPicture(LowBits bits) {
        this.bits = bits;
    }

    /**
     * Checks the one that goes on at the stream's position, behind its size.
     *
     * @return how many bytes the decoder keeps, about, besides the pixels
     * @throws ImageRefusedException if it takes much more memory than its pixels do
     */
    static long check(ImageInputStream in, int width, int height) throws IOException {
        return new LosslessPicture(new LowBits(in)).check(width, height);
    }

    private long check(int width, int height) throws IOException {
        int columns = width;
        while (bits.isNext()) {
            columns = transformation(columns, height);
        }
        int cache = cache();
        long codes = requireLight(bits.isNext() ? groups(columns, height) : 1, cache);
        return codes + Integer.BYTES * imagePixels;
    }

    /** Returns how many columns are left. */
    private int transformation(int columns, int height) throws IOException {
        int kind = bits.next(2);
        if (!transformations.add(kind)) {
            throw new ImageRefusedException("is damaged: it is transformed in the same way twice");
        }
        if (kind == PALETTE) {
            int colours = 1 + bits.next(8);
            image(colours, 1);
            return part(columns, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
        }
        if (kind != SUBTRACT_GREEN) {
            parts(columns, height);
        }
        return columns;
    }

    /** Returns how many groups of prefix codes there are: the parts of the picture are numbered with theirs. */
    private int groups(int columns, int height) throws IOException {
        return 1 + parts(columns, height);
    }

    private int parts(int columns, int height) throws IOException {
        int side = 2 + bits.next(3);
        return image(part(columns, side), part(height, side));
    }

    private static int part(int pixels, int bits) {
        return (pixels + (1 << bits) - 1) >> bits;
    }

    // As copies and cached colours are of pixels before, those that are written out have the highest number.
    private int image(int width, int height) throws IOException {
        int cache = cache();
        PrefixCode[] codes = group(cache);
        for (PrefixCode code : codes) {
            code.requireWhole();
        }
        long pixels = (long) width * height;
        imagePixels += pixels;
        int highest = 0;
        for (long at = 0; at < pixels; at++) {
            int symbol = codes[0].symbol(bits);
            if (symbol < LITERALS) {
                highest = Math.max(highest, (codes[1].symbol(bits) << 8) | symbol);
                codes[2].symbol(bits);
                codes[3].symbol(bits);
            } else if (symbol < LITERALS + LENGTHS) {
                at += number(symbol - LITERALS) - 1L;
                number(codes[4].symbol(bits));
            }
        }
        return highest;
    }

    // A few of the bits, and how many follow.
    private int number(int symbol) throws IOException {
        int more = (symbol - 2) >> 1;
        return symbol < 4 ? 1 + symbol : 1 + ((2 + (symbol & 1)) << more) + bits.next(more);
    }

    private int cache() throws IOException {
        int size = bits.isNext() ? bits.next(4) : 0;
        if (size > MOST_CACHE_BITS) {
            throw new ImageRefusedException("is damaged: it has a cache of 2^" + size + " colours");
        }
        return size > 0 ? 1 << size : 0;
    }

    // Of green, lengths and cached colours, of red, blue, alpha and distances.
    private PrefixCode[] group(int cache) throws IOException {
        int[] alphabets = {LITERALS + LENGTHS + cache, LITERALS, LITERALS, LITERALS, DISTANCES};
        PrefixCode[] codes = new PrefixCode[alphabets.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = PrefixCode.read(bits, alphabets[i]);
        }
        return codes;
    }

    private long requireLight(int groups, int cache) throws IOException {
        long weight = 0;
        for (int i = 0; i < groups; i++) {
            for (PrefixCode code : group(cache)) {
                weight += code.weight();
            }
            if (weight > MOST_WEIGHT) {
                throw ImageRefusedException.beyond(
                        Fault.METADATA,
                        (MOST_WEIGHT >> 20) + " MB",
                        "has " + groups + " groups of prefix codes, which take more than " + (MOST_WEIGHT >> 20)
                                + " MB of memory");
            }
        }
        return weight;
    }
}
