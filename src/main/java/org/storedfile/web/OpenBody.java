package org.storedfile.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ByteRange;

/** Any body, its first part open. */
final class OpenBody implements Sending {
    private static final System.Logger LOG = System.getLogger(OpenBody.class.getName());
    private static final int BUFFER = 1 << 16;

    private final Body body;
    private @Nullable InputStream first;

    private OpenBody(Body body, @Nullable InputStream first) {
        this.body = body;
        this.first = first;
    }

    static OpenBody of(Body body) throws IOException {
        return new OpenBody(
                body, body.sections().isEmpty() ? null : body.sections().get(0).open());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            write(out);
        } catch (ClientGone e) {
            // Nobody is left to be told, and the container sees for itself that the connection is broken.
            LOG.log(Level.DEBUG, "a download was broken off", e);
        }
    }

    private void write(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, body.length())];
        for (Section section : body.sections()) {
            write(out, section.head(), section.head().length);
            copy(section, out, buffer);
        }
        write(out, body.tail(), body.tail().length);
    }

    @Override
    public void close() throws IOException {
        if (first != null) {
            first.close();
        }
    }

    // One connection to the storage at a time.
    private void copy(Section section, OutputStream out, byte[] buffer) throws IOException {
        InputStream opened = first;
        first = null;
        try (InputStream in = opened != null ? opened : section.open()) {
            copy(in, section.range(), out, buffer);
        }
    }

    private static void copy(InputStream in, ByteRange range, OutputStream out, byte[] buffer) throws IOException {
        long left = range.length();
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the stored object ends " + left + " bytes too early");
            }
            write(out, buffer, read);
            left -= read;
        }
    }

    private static void write(OutputStream out, byte[] bytes, int count) throws ClientGone {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw new ClientGone(e);
        }
    }
}
