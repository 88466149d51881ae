package org.storedfile.image;

import java.io.IOException;
import java.util.Arrays;
import org.storedfile.ImageRefusedException;

/** A prefix code of a lossless WebP (RFC 9649, 3.7.2): which bits stand for which of its symbols. */
final class PrefixCode {
    private static final int LONGEST = 15;
    private static final int[] ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int REPEAT = 16;
    private static final int FEW_ZEROS = 17;
    private static final int FIRST_LENGTH = 8;
    // What the decoder has for each: a table for the first eight bits, and one for each eight bits that more follow.
    private static final int DIRECT_BITS = 8;
    private static final int TABLE = 1_100;
    private static final int SECOND_TABLE = 24;

    private final int[] counts;
    private final int[] symbols;

    private PrefixCode(int[] counts, int[] symbols) {
        this.counts = counts;
        this.symbols = symbols;
    }

    private static PrefixCode of(int[] lengths) {
        int[] counts = new int[LONGEST + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        int[] next = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = next[length] + counts[length];
        }
        int[] symbols = new int[next[LONGEST + 1]];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
        return new PrefixCode(counts, symbols);
    }

    /**
     * Reads one of so many symbols.
     *
     * @throws ImageRefusedException if it is none
     */
    static PrefixCode read(LowBits bits, int alphabet) throws IOException {
        return bits.isNext() ? simple(bits, alphabet) : of(lengths(bits, alphabet));
    }

    /** Returns the symbol that the next bits stand for; of a single one these are none. */
    int symbol(LowBits bits) throws IOException {
        if (symbols.length == 1) {
            return symbols[0];
        }
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = (code << 1) | bits.next(1);
            first <<= 1;
            if (code - first < counts[length]) {
                return symbols[index + code - first];
            }
            first += counts[length];
            index += counts[length];
        }
        throw damaged();
    }

    /** Returns how many bytes the decoder takes for it, about. */
    int weight() {
        int weight = TABLE;
        int ofLast = 0;
        int last = -1;
        int at = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int i = 0; i < counts[length] && length > DIRECT_BITS; i++) {
                int root = (at + (i << (LONGEST - length))) >> (LONGEST - DIRECT_BITS);
                weight += root == last ? 0 : ofLast;
                ofLast = SECOND_TABLE + (Integer.BYTES << (length - DIRECT_BITS));
                last = root;
            }
            at += counts[length] << (LONGEST - length);
        }
        return weight + ofLast;
    }

    // In the order that they are written in, as the decoder takes them.
    private static PrefixCode simple(LowBits bits, int alphabet) throws IOException {
        boolean areTwo = bits.isNext();
        int first = bits.next(bits.isNext() ? Byte.SIZE : 1);
        int second = areTwo ? bits.next(Byte.SIZE) : first;
        if (Math.max(first, second) >= alphabet || (areTwo && first == second)) {
            throw damaged();
        }
        int[] counts = new int[LONGEST + 1];
        counts[1] = areTwo ? 2 : 1;
        return new PrefixCode(counts, areTwo ? new int[] {first, second} : new int[] {first});
    }

    private static int[] lengths(LowBits bits, int alphabet) throws IOException {
        PrefixCode codes = codesOfLengths(bits);
        int left = bits.isNext() ? 2 + bits.next(2 + 2 * bits.next(3)) : alphabet;
        int[] lengths = new int[alphabet];
        int previous = FIRST_LENGTH;
        for (int at = 0; at < alphabet && left > 0; left--) {
            int length = codes.symbol(bits);
            if (length < REPEAT) {
                lengths[at++] = length;
                previous = length > 0 ? length : previous;
            } else {
                at = repeated(lengths, at, length == REPEAT ? previous : 0, times(bits, length));
            }
        }
        return lengths;
    }

    private static PrefixCode codesOfLengths(LowBits bits) throws IOException {
        int[] lengths = new int[ORDER.length];
        int count = 4 + bits.next(4);
        for (int i = 0; i < count; i++) {
            lengths[ORDER[i]] = bits.next(3);
        }
        PrefixCode code = of(lengths);
        code.requireWhole();
        return code;
    }

    private static int times(LowBits bits, int symbol) throws IOException {
        return switch (symbol) {
            case REPEAT -> 3 + bits.next(2);
            case FEW_ZEROS -> 3 + bits.next(3);
            default -> 11 + bits.next(7);
        };
    }

    private static int repeated(int[] lengths, int at, int length, int times) throws ImageRefusedException {
        if (at + times > lengths.length) {
            throw damaged();
        }
        Arrays.fill(lengths, at, at + times, length);
        return at + times;
    }

    /**
     * Checks.
     *
     * @throws ImageRefusedException if not any bits stand for a symbol, which decoders make different things of
     */
    void requireWhole() throws ImageRefusedException {
        int used = 0;
        for (int length = 1; length <= LONGEST; length++) {
            used += counts[length] << (LONGEST - length);
        }
        if (symbols.length != 1 && used != 1 << LONGEST) {
            throw damaged();
        }
    }

    private static ImageRefusedException damaged() {
        return new ImageRefusedException("is damaged: it has a prefix code that is none");
    }
}
