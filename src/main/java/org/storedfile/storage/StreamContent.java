package org.storedfile.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** The rest of a stream that belongs to the caller: read once, never closed. */
final class StreamContent implements Content {
    private final InputStream stream;
    private final OptionalLong length;
    private final AtomicBoolean opened = new AtomicBoolean();

    StreamContent(InputStream stream, OptionalLong length) {
        this.stream = stream;
        this.length = length;
    }

    @Override
    public InputStream open() throws IOException {
        if (opened.getAndSet(true)) {
            throw new IOException("the stream was read before and cannot be read again: give a new one, or a file");
        }
        return new Unclosable(stream);
    }

    @Override
    public OptionalLong length() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    private static final class Unclosable extends FilterInputStream {
        Unclosable(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            return in.read(bytes, offset, count);
        }

        @Override
        public void close() {
            // The stream is the caller's.
        }
    }
}
