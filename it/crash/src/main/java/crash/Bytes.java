package crash;

import java.io.InputStream;
import java.util.SplittableRandom;

/** The bytes of a file, made anew from their seed wherever they are needed. Read once. */
final class Bytes extends InputStream {
    private static final int BLOCK = 8192;

    private final SplittableRandom random;
    private final byte[] block = new byte[BLOCK];
    private int next = BLOCK;
    private long left;

    Bytes(long seed, long length) {
        this.random = new SplittableRandom(seed);
        this.left = length;
    }

    @Override
    public int read() {
        if (left == 0) {
            return -1;
        }
        fill();
        left--;
        return block[next++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (left == 0) {
            return -1;
        }
        fill();
        int read = (int) Math.min(Math.min(count, BLOCK - next), left);
        System.arraycopy(block, next, target, offset, read);
        next += read;
        left -= read;
        return read;
    }

    /** Returns all of them at once. */
    byte[] all() {
        byte[] all = new byte[(int) left];
        for (int filled = 0; filled < all.length; ) {
            filled += read(all, filled, all.length - filled);
        }
        return all;
    }

    private void fill() {
        if (next == BLOCK) {
            random.nextBytes(block);
            next = 0;
        }
    }
}
