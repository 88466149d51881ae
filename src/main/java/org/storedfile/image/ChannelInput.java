package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/** A channel as ImageIO reads it. Closing it leaves the channel open. */
final class ChannelInput extends ImageInputStreamImpl {
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).limit(0);
    private long start;
    // Where the channel had no more; decoders ask for many a bit behind it.
    private long end = Long.MAX_VALUE;

    ChannelInput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!isFilled()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!isFilled()) {
            return -1;
        }
        int read = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, read);
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            return -1; // As of a stream whose length is not known.
        }
    }

    private boolean isFilled() throws IOException {
        long within = streamPos - start;
        if (within >= 0 && within < buffer.limit()) {
            buffer.position((int) within);
            return true;
        }
        if (streamPos >= end) {
            return false;
        }
        start = streamPos;
        channel.position(start);
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        if (read < 0) {
            end = start;
        }
        return read > 0;
    }
}
