package org.storedfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.ByteRange;

/** A range of a stream that can only be read from its beginning. */
final class RangeInputStream extends FilterInputStream {
    private long left;

    RangeInputStream(InputStream in, ByteRange range, OptionalLong length) throws IOException {
        super(in);
        ByteRange absolute = absolute(range, length);
        in.skipNBytes(absolute.start());
        left = absolute.length();
    }

    @Override
    public int read() throws IOException {
        int read = left == 0 ? -1 : in.read();
        left -= read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = left == 0 ? -1 : in.read(bytes, offset, (int) Math.min(count, left));
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static ByteRange absolute(ByteRange range, OptionalLong length) throws IOException {
        if (length.isPresent()) {
            return range.within(length.getAsLong());
        }
        if (range.start() < 0) {
            throw new IOException("the last bytes of a stream of unknown length cannot be read before it is stored");
        }
        return range;
    }
}
