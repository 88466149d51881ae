package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/**
 * An object that is read piece by piece, each with a request of its own that is over before any of its bytes are given
 * out. So whoever writes them elsewhere holds no connection while it waits for another of the same pool.
 */
final class PiecewiseInputStream extends InputStream {
    /** The most that one request asks for, and that is in memory. */
    static final int PIECE = 1 << 20;

    private final Storage storage;
    private final Key key;
    private final long length;
    private byte[] piece = {};
    private int filled;
    private int given;
    private long asked;
    private boolean isLast;

    private PiecewiseInputStream(Storage storage, Key key, OptionalLong length) {
        this.storage = storage;
        this.key = key;
        this.length = length.orElse(Long.MAX_VALUE);
    }

    /** Reads the first piece; if the object has no more than {@code length} bytes, no request is in vain. */
    static InputStream open(Storage storage, Key key, OptionalLong length) throws IOException {
        PiecewiseInputStream opened = new PiecewiseInputStream(storage, key, length);
        opened.fill();
        return opened;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        if (given == filled && !isLast) {
            fill();
        }
        if (given == filled) {
            return wanted == 0 ? 0 : -1;
        }
        int read = Math.min(wanted, filled - given);
        System.arraycopy(piece, given, bytes, offset, read);
        given += read;
        return read;
    }

    @Override
    public int available() {
        return filled - given;
    }

    @Override
    public void close() {
        piece = new byte[0];
        filled = 0;
        given = 0;
        isLast = true;
    }

    private void fill() throws IOException {
        // One more than there should be, so that an object that is longer is noticed.
        int most = (int) Math.min(PIECE, Math.max(0, length - asked) + 1);
        if (piece.length < most) {
            piece = new byte[most];
        }
        try (InputStream in = storage.read(key, range(most))) {
            filled = in.readNBytes(piece, 0, most);
        }
        given = 0;
        asked += filled;
        isLast = filled < most;
    }

    // What is short is read as any other file, with a request that asks for all.
    private ByteRange range(int most) {
        return asked == 0 && most < PIECE ? ByteRange.ALL : ByteRange.of(asked, most);
    }
}
