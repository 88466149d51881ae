package org.storedfile.persistence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Counts and, if wanted, digests what is read; breaks off when the upload is in vain. */
final class VerifiedInputStream extends FilterInputStream {
    private final @Nullable MessageDigest digest;
    private final BooleanSupplier isCancelled;
    private long count;

    VerifiedInputStream(InputStream in, boolean digests, BooleanSupplier isCancelled) {
        super(in);
        this.digest = digests ? sha256() : null;
        this.isCancelled = isCancelled;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireWanted(isCancelled);
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            count += read;
            update(bytes, offset, read);
        }
        return read;
    }

    /** Reads what is skipped, so that it is counted. */
    @Override
    public long skip(long length) throws IOException {
        return length <= 0 ? 0 : readNBytes((int) Math.min(length, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long count() {
        return count;
    }

    String checksum() {
        return HexFormat.of().formatHex(Objects.requireNonNull(digest).digest());
    }

    static void requireWanted(BooleanSupplier isCancelled) throws IOException {
        if (isCancelled.getAsBoolean()) {
            throw new IOException(
                    "given up, because the transaction has ended or another file of it could not be stored");
        }
    }

    private void update(byte[] bytes, int offset, int length) {
        if (digest != null) {
            digest.update(bytes, offset, length);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
