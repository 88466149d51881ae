package org.storedfile.validation;

import java.io.InputStream;

/** Some bytes, then zeros without end, counted as they are read. */
public final class EndlessStream extends InputStream {
    /** The most that the library reads at once. */
    public static final long BUFFER = 1 << 17;

    private final byte[] first;
    private long count;

    /** Creates one. */
    public EndlessStream(byte[] first) {
        this.first = first;
    }

    /** Returns how many bytes were read. */
    public long count() {
        return count;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) {
        for (int i = 0; i < wanted; i++, count++) {
            bytes[offset + i] = count < first.length ? first[(int) count] : 0;
        }
        return wanted;
    }
}
