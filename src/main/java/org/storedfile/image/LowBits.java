package org.storedfile.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** Bits from the stream's position on, of each byte the lowest first. */
final class LowBits {
    private final ImageInputStream in;
    private long held;
    private int count;

    LowBits(ImageInputStream in) {
        this.in = in;
    }

    /** Returns the next ones, 32 at most, as a number; throws {@link java.io.EOFException} if there are not so many. */
    int next(int width) throws IOException {
        while (count < width) {
            held |= (long) in.readUnsignedByte() << count;
            count += Byte.SIZE;
        }
        int bits = (int) (held & ((1L << width) - 1));
        held >>>= width;
        count -= width;
        return bits;
    }

    boolean isNext() throws IOException {
        return next(1) == 1;
    }
}
