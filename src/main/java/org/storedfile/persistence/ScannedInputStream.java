package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.FileScanner;

/**
 * Shows what is read to a scanner. Its judgement is asked for before the last bytes are given out, so that no storage
 * has the whole of a file that is refused.
 */
final class ScannedInputStream extends InputStream {
    private final InputStream in;
    private final FileScanner.Scan scan;
    private final long length;
    private long count;
    private boolean isFinished;

    ScannedInputStream(InputStream in, FileScanner.Scan scan, OptionalLong length) {
        this.in = in;
        this.scan = scan;
        this.length = length.orElse(Long.MAX_VALUE);
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
            if (isFinished) {
                throw new IOException("it has more than the " + length + " bytes that it declares");
            }
            scan.next(bytes, offset, read);
            count += read;
        }
        if (!isFinished && (read < 0 || count >= length)) {
            scan.finish();
            isFinished = true;
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        try (in) {
            scan.close();
        }
    }
}
