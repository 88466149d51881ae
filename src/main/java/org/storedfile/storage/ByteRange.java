package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * A part of an object, in bytes: from {@code start}, {@code length} bytes long, or as many as there are. A negative
 * {@code start} counts from the end. What lies past the end of the object is left out, so that a range that begins
 * there is empty. Immutable.
 */
public record ByteRange(long start, long length) {
    /** The whole object. */
    public static final ByteRange ALL = from(0);

    /**
     * Checks that {@code length} is not negative.
     *
     * @throws IllegalArgumentException if it is
     */
    public ByteRange {
        if (length < 0) {
            throw new IllegalArgumentException("a range of " + length + " bytes: the length must not be negative");
        }
    }

    /** Returns the range of {@code length} bytes that begins after the first {@code start} bytes. */
    public static ByteRange of(long start, long length) {
        if (start < 0) {
            throw new IllegalArgumentException("a range from byte " + start + ": the start must not be negative");
        }
        return new ByteRange(start, length);
    }

    /** Returns everything after the first {@code start} bytes. */
    public static ByteRange from(long start) {
        return of(start, Long.MAX_VALUE);
    }

    /** Returns the last {@code length} bytes, or all if there are fewer. */
    public static ByteRange last(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("the last " + length + " bytes: must not be negative");
        }
        return length == 0 ? new ByteRange(0, 0) : new ByteRange(-length, length);
    }

    /** Tells whether this is the whole of any object. */
    public boolean isAll() {
        return start == 0 && length == Long.MAX_VALUE;
    }

    /** Returns this range within an object of {@code size} bytes: absolute, and nothing past the end. */
    public ByteRange within(long size) {
        long first = start < 0 ? Math.max(0, size + start) : Math.min(start, size);
        return new ByteRange(first, Math.min(length, size - first));
    }

    /**
     * Returns this range of a stream that is at the beginning of an object. Closing it closes the stream; if this
     * fails, the stream is closed as well.
     *
     * @throws IOException if the stream cannot be read up to the range
     * @throws IllegalArgumentException if the range counts from the end: {@link #within} makes it absolute
     */
    public InputStream slice(InputStream object) throws IOException {
        try {
            skipTo(object);
            return new RangeInputStream(object, length);
        } catch (IOException | RuntimeException | Error e) {
            close(object, e);
            throw e;
        }
    }

    private void skipTo(InputStream object) throws IOException {
        if (start < 0) {
            throw new IllegalArgumentException("the last " + length + " bytes of a stream whose size is not given");
        }
        // Unlike skipNBytes, which fails where the object is shorter.
        for (long left = start; left > 0; ) {
            long skipped = object.skip(left);
            if (skipped <= 0 && object.read() < 0) {
                return;
            }
            left -= Math.max(skipped, 1);
        }
    }

    private static void close(InputStream object, Throwable failure) {
        try {
            object.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
