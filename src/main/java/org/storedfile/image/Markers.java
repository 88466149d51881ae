package org.storedfile.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** The markers of a JPEG, one after the other, with what belongs to them left out, and compressed pixels between them. */
final class Markers {
    private static final int END = 0xD9;

    private final ImageInputStream in;
    private final byte[] piece = new byte[1 << 13];
    private int at;
    private int limit;

    /** Begins at the stream's position. */
    Markers(ImageInputStream in) {
        this.in = in;
    }

    /** Tells whether a length follows, and what belongs to it. */
    static boolean hasLength(int marker) {
        return marker >= 0xC0 && (marker < 0xD0 || marker > END);
    }

    /** Moves behind the next marker and returns it; -1 if there is none. */
    int next() throws IOException {
        int read = read();
        while (read >= 0) {
            boolean isAfterMark = false;
            while (read == 0xFF) {
                isAfterMark = true;
                read = read();
            }
            if (isAfterMark && read > 0) {
                return read;
            }
            read = read();
        }
        return -1;
    }

    /** Returns the next two bytes as a number; what the file does not have is read as ones. */
    int number() throws IOException {
        return ((read() << 8) | (read() & 0xFF)) & 0xFFFF;
    }

    void skip(int length) throws IOException {
        int buffered = Math.min(Math.max(0, length), limit - at);
        at += buffered;
        if (length > buffered) {
            in.seek(in.getStreamPosition() + length - buffered);
        }
    }

    long position() throws IOException {
        return in.getStreamPosition() - (limit - at);
    }

    private int read() throws IOException {
        if (at == limit) {
            at = 0;
            limit = Math.max(0, in.read(piece));
        }
        return at < limit ? piece[at++] & 0xFF : -1;
    }
}
