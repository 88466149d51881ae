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
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.s3.Checksum.Digests;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A part that is read from its file each time it is sent, and so takes no memory but a small buffer. */
record FilePart(Path file, long start, long size) implements Cargo {
    private static final int BUFFER = 64 * 1024;

    @Override
    public RequestBody body() {
        return RequestBody.fromContentProvider(new Streams(), size, "application/octet-stream");
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

    private InputStream open() throws IOException {
        return ByteRange.of(start, size).slice(Files.newInputStream(file));
    }

    /** The client asks for a stream to sign the bytes, one to send them and one for each retry, and closes the last. */
    private final class Streams implements ContentStreamProvider {
        private @Nullable InputStream last;

        @Override
        public synchronized InputStream newStream() {
            try {
                if (last != null) {
                    last.close();
                }
                // The client reads in pieces of a few KiB.
                last = new BufferedInputStream(open(), BUFFER);
                return last;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
