package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Compares what is read with what was seen, before the last bytes are given out: so no storage has the whole of others. */
final class SeenInputStream extends InputStream {
    private final InputStream in;
    private final Fingerprint seen;
    private final CRC32C sum = new CRC32C();
    private long count;

    SeenInputStream(InputStream in, Fingerprint seen) {
        this.in = in;
        this.seen = seen;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        int read = in.read(bytes, offset, wanted);
        if (read > 0) {
            sum.update(bytes, offset, read);
            count += read;
        }
        if (read < 0 || count >= seen.length()) {
            seen.require(new Fingerprint(count, sum.getValue()));
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
