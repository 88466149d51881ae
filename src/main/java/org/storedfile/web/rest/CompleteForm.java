package org.storedfile.web.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A form that fails where it ends if it does not end with its last boundary, and at most a few bytes after it; and
 * where it is more than its limits allow.
 */
final class CompleteForm extends FilterInputStream {
    // A boundary has 70 characters at most.
    private static final int TAIL = 512;

    private final String end;
    private final PartCount parts;
    private final byte[] tail = new byte[TAIL];
    private @Nullable IOException thrown;

    CompleteForm(InputStream in, String boundary, FormLimits limits) {
        super(in);
        this.end = "--" + boundary + "--";
        this.parts = new PartCount(boundary, limits);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (thrown != null && isTooMuch()) {
            throw thrown; // whoever tries to read the rest of it
        }
        try {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
                requireEnd();
            } else {
                parts.add(bytes, offset, count);
                remember(bytes, offset, count);
            }
            return count;
        } catch (IOException e) {
            thrown = e;
            throw e;
        }
    }

    /** Tells whether reading the form itself failed with it, or because of it. */
    boolean hasThrown(IOException failure) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == failure) {
                return true;
            }
        }
        return false;
    }

    /** Tells that it is more than allowed here, or than the server allows. */
    boolean isTooMuch() {
        return thrown != null && FormLimits.isMeantBy(thrown);
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, TAIL)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void remember(byte[] bytes, int offset, int count) {
        int last = Math.min(count, TAIL);
        System.arraycopy(tail, last, tail, 0, TAIL - last);
        System.arraycopy(bytes, offset + count - last, tail, TAIL - last, last);
    }

    private void requireEnd() throws EOFException {
        if (!new String(tail, ISO_8859_1).contains(end)) {
            throw new EOFException("it breaks off before its last boundary");
        }
    }
}
