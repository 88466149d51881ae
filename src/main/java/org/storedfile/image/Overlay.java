package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.NavigableMap;

/** Bytes of which some are seen as others. */
record Overlay(SeekableByteChannel bytes, NavigableMap<Long, Byte> others) implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
        long from = bytes.position();
        int first = target.position();
        int read = bytes.read(target);
        others.subMap(from, from + Math.max(0, read))
                .forEach((at, other) -> target.put((int) (first + at - from), other));
        return read;
    }

    @Override
    public long position() throws IOException {
        return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long next) throws IOException {
        bytes.position(next);
        return this;
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public boolean isOpen() {
        return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
