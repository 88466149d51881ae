package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/** A channel as ImageIO reads it. Closing it leaves the channel open. */
final class ChannelInput extends ImageInputStreamImpl {
    private final SeekableByteChannel channel;
    private final int padding;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).limit(0);
    private long start;
    // Where there is no more, once that is known; decoders ask for many a bit behind it.
    private long end = Long.MAX_VALUE;

    ChannelInput(SeekableByteChannel channel) {
        this(channel, 0);
    }

    private ChannelInput(SeekableByteChannel channel, int padding) {
        this.channel = channel;
        this.padding = padding;
    }

    /**
     * Returns the input for the decoder of this format. That of WebP reads eight bytes and up to eight more before it
     * needs them, and throws and catches if they are not there: so there are as many zeros behind the last.
     */
    static ChannelInput forDecoder(Format format, SeekableByteChannel channel) {
        return new ChannelInput(channel, format == Format.WEBP ? 2 * Long.BYTES : 0);
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

    // Always as many as there are: readInt and its like take fewer for the end of the file.
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        bitOffset = 0;
        int done = 0;
        while (done < length && isFilled()) {
            int read = Math.min(length - done, buffer.remaining());
            buffer.get(bytes, offset + done, read);
            done += read;
            streamPos += read;
        }
        return done == 0 && length > 0 ? -1 : done;
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
        if (channel.read(buffer) < 0) {
            end(channel.size());
        }
        return buffer.flip().hasRemaining();
    }

    // What is padded is as if the channel had it.
    private void end(long size) {
        end = Math.min(size, start) + padding;
        for (long at = start; at < end; at++) {
            buffer.put((byte) 0);
        }
    }
}
