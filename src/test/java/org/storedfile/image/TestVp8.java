package org.storedfile.image;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A lossy picture of one colour, as WebP has it (RFC 6386): its first macroblock says by how much red and blue differ
 * from grey, and the others are predicted from it without a bit of their own.
 */
final class TestVp8 {
    private static final int HALF = 128;
    private static final int[] UNTIL_LAST_FLAG = {0, 0, 0, 0};

    // Of the standard's probabilities those that are used: of no luminance, of the first chrominance in each of three
    // contexts, and of its end.
    private static final int NO_LUMINANCE = 202;
    private static final int[][] CHROMINANCE = {
        {253, 9, 248, 251, 207, 208}, {175, 13, 224, 243, 193, 185}, {73, 17, 171, 221, 161, 179}
    };
    private static final int END_AFTER_LARGE = 155;
    private static final int[] CONTEXTS = {0, 1, 1, 2};

    private TestVp8() {}

    /** Returns the data of a picture that is as red as it can be: about 235, 76, 130. */
    static byte[] red(int width, int height) {
        byte[] modes = Arrays.copyOf(header().bytes(), 4_000);
        byte[] coefficients = Arrays.copyOf(coefficients().bytes(), 4_000);
        int tag = (1 << 4) | (modes.length << 5); // A key frame that is shown.
        return ByteBuffer.allocate(10 + modes.length + coefficients.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) tag, (byte) (tag >> 8), (byte) (tag >> 16), (byte) 0x9D, 1, 0x2A})
                .putShort((short) width)
                .putShort((short) height)
                .put(modes)
                .put(coefficients)
                .array();
    }

    // What follows is zero: no probability is changed, and all is predicted by its mean.
    private static Arithmetic header() {
        Arithmetic bits = new Arithmetic();
        for (int ignored : UNTIL_LAST_FLAG) {
            bits.add(0, HALF); // Colours, clamping, segments, kind of filter.
        }
        bits.number(0, 6 + 3 + 1 + 2); // Filter and its sharpness, deltas, one partition.
        bits.number(100, 7); // Coarse steps.
        return bits;
    }

    private static Arithmetic coefficients() {
        Arithmetic bits = new Arithmetic();
        for (int block = 0; block < 16 + 4; block++) {
            bits.add(0, block < 16 ? NO_LUMINANCE : CHROMINANCE[0][0]);
        }
        for (int context : CONTEXTS) {
            int[] probabilities = CHROMINANCE[context];
            int[] four = {1, 1, 1, 0, 1, 1};
            for (int i = 0; i < four.length; i++) {
                bits.add(four[i], probabilities[i]);
            }
            bits.add(0, HALF); // Plus.
            bits.add(0, END_AFTER_LARGE);
        }
        return bits;
    }

    /** The arithmetic coding of section 7, with numbers as long as they come. */
    private static final class Arithmetic {
        private BigInteger low = BigInteger.ZERO;
        private int range = 255;
        private int length = 8;

        void add(int bit, int probability) {
            int split = 1 + (((range - 1) * probability) >> 8);
            low = bit == 0 ? low : low.add(BigInteger.valueOf(split));
            range = bit == 0 ? split : range - split;
            while (range < HALF) {
                range <<= 1;
                low = low.shiftLeft(1);
                length++;
            }
        }

        void number(int value, int bits) {
            for (int i = bits - 1; i >= 0; i--) {
                add(value >> i & 1, HALF);
            }
        }

        byte[] bytes() {
            int count = (length + 7) / 8;
            byte[] number = low.shiftLeft(8 * count - length).toByteArray();
            byte[] bytes = new byte[count];
            int from = Math.max(0, number.length - count);
            System.arraycopy(number, from, bytes, count - (number.length - from), number.length - from);
            return bytes;
        }
    }
}
