package bench;

import java.io.InputStream;
import java.util.Random;

/** A stream of so many bytes that costs nearly nothing to read. */
final class Pattern extends InputStream {
    private static final byte[] BLOCK = block();

    private long left;

    Pattern(long length) {
        this.left = length;
    }

    @Override
    public int read() {
        return left-- > 0 ? BLOCK[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        if (left <= 0) {
            return -1;
        }
        int read = (int) Math.min(Math.min(count, BLOCK.length), left);
        System.arraycopy(BLOCK, 0, bytes, offset, read);
        left -= read;
        return read;
    }

    private static byte[] block() {
        byte[] block = new byte[64 * 1024];
        new Random(1).nextBytes(block);
        return block;
    }
}
