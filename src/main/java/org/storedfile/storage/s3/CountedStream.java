package org.storedfile.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Key;

/**
 * All bytes of a content, counted; fails at its end if they are not as many as declared. It keeps what it threw, because
 * the client tells it in words of its own.
 */
final class CountedStream extends FilterInputStream {
    private final Key key;
    private final OptionalLong length;
    private long count;
    private @Nullable IOException thrown;

    CountedStream(Key key, InputStream in, OptionalLong length) {
        super(in);
        this.key = key;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        try {
            int read = in.read(bytes, offset, wanted);
            count += Math.max(read, 0);
            requireLength(read < 0);
            return read;
        } catch (IOException e) {
            thrown = named(e);
            throw thrown;
        }
    }

    long count() {
        return count;
    }

    /** Fails if reading failed. */
    void requireRead() throws IOException {
        if (thrown != null) {
            throw thrown;
        }
    }

    private void requireLength(boolean isEnd) throws IOException {
        if (length.isEmpty()) {
            return;
        }
        // The client reads no more than declared, so whether there is more is seen here or never.
        boolean isLonger = !isEnd && count >= length.getAsLong() && (count > length.getAsLong() || in.read() >= 0);
        if (isLonger || (isEnd && count < length.getAsLong())) {
            throw PartSource.wrongLength(key, isLonger, count, length.getAsLong());
        }
    }

    private IOException named(IOException e) {
        boolean isInterruption =
                e instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
        return isInterruption || String.valueOf(e.getMessage()).startsWith("could not write")
                ? e
                : new IOException("could not write '" + key + "': its content cannot be read: " + e.getMessage(), e);
    }
}
