package org.storedfile.storage.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.s3.Checksum.Digests;
import software.amazon.awssdk.core.sync.RequestBody;

/** A part that is read from its file each time it is sent, and so takes no memory but a small buffer. */
record FilePart(Path file, long start, long size) implements Cargo {
    private static final int BUFFER = 64 * 1024;

    @Override
    public RequestBody body() {
        return RequestBody.fromContentProvider(this::stream, size, "application/octet-stream");
    }

    @Override
    public String md5() throws IOException {
        MessageDigest digest = Digests.md5();
        try (InputStream in = new DigestInputStream(open(), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    @Override
    public void arrived() {}

    @Override
    public void close() {}

    private InputStream stream() {
        try {
            // The client reads in pieces of a few KiB.
            return new BufferedInputStream(open(), BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open() throws IOException {
        return ByteRange.of(start, size).slice(Files.newInputStream(file));
    }
}
