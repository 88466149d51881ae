package crash;

import java.io.FilterInputStream;
import java.io.IOException;

/** The bytes of a new file, while a storage takes them: half of them is a point, and may be the end. */
final class WatchedBytes extends FilterInputStream {
    private final boolean breaks;
    private long untilHalf;

    /** Where {@code breaks} is set the second half cannot be read. */
    WatchedBytes(long seed, long length, boolean breaks) {
        super(new Bytes(seed, length));
        this.breaks = breaks;
        this.untilHalf = length / 2;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (untilHalf > 0) {
            int read = super.read(target, offset, (int) Math.min(count, untilHalf));
            untilHalf -= read;
            if (untilHalf == 0) {
                half();
            }
            return read;
        }
        return super.read(target, offset, count);
    }

    private void half() throws IOException {
        Points.reached("half of a file was read");
        if (breaks) {
            throw new BrokenFileException();
        }
    }

    /** What a file that breaks fails with. */
    static final class BrokenFileException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenFileException() {
            super("this file breaks on purpose");
        }
    }
}
