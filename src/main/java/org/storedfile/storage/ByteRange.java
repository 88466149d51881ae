package org.storedfile.storage;

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
}
