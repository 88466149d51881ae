package org.storedfile.storage.s3;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.UploadMemory.TakenException;
import org.storedfile.storage.s3.UploadMemory.Wanted;

/** Reads a content once, part by part, and checks that it has the length that it declares. */
final class PartSource implements Closeable {
    /** S3 takes no more parts than these. */
    static final int MAX_PARTS = 10_000;

    private final Key key;
    private final PushbackInputStream in;
    private final OptionalLong length;
    private final long partSize;
    private final UploadMemory memory;
    private final Wanted wanted;
    private Duration patience;
    private long read;
    private int parts;

    PartSource(Key key, Content content, long partSize, UploadMemory memory) throws IOException {
        this.key = key;
        this.length = content.length();
        this.partSize = Math.max(partSize, (length.orElse(0) + MAX_PARTS - 1) / MAX_PARTS);
        this.memory = memory;
        this.wanted = content::requireWanted;
        this.patience = memory.patience();
        try {
            this.in = new PushbackInputStream(content.open(), 1);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Returns the next part, empty if there is nothing more.
     *
     * @throws IOException also if no memory can ever hold it
     */
    Part next() throws IOException {
        requireRoom();
        if (parts++ == MAX_PARTS) {
            throw new IOException("could not write '" + key + "': it is longer than " + MAX_PARTS + " parts of "
                    + partSize + " bytes: give its length, or raise 'part-size'");
        }
        // A piece more than declared need not be read: hasMore() finds it.
        long left = length.isPresent() ? length.getAsLong() - read : Long.MAX_VALUE;
        Part part = part(Math.min(partSize, left));
        read += part.size();
        return part;
    }

    /**
     * Returns all bytes, those of {@code first}, which were read before, at their beginning; once they are read again,
     * that is closed. At its end the stream fails if there are more or fewer than the content declares.
     */
    CountedStream all(Part first) {
        InputStream beginning = new FilterInputStream(first.stream()) {
            @Override
            public void close() {
                first.close();
                // The sequence keeps this stream, and with it the bytes, to its own end.
                in = InputStream.nullInputStream();
            }
        };
        return all(new SequenceInputStream(beginning, in));
    }

    /** Returns all bytes, of which none was read before, as {@link #all(Part)} does. */
    CountedStream all() {
        return all(in);
    }

    private CountedStream all(InputStream bytes) {
        return new CountedStream(key, bytes, length);
    }

    /** Tells whether bytes are left; if not, all that were declared have come. */
    boolean hasMore() throws IOException {
        int next = peek();
        if (length.isPresent() && (next >= 0) != (read < length.getAsLong())) {
            throw wrongLength(key, next >= 0, read, length.getAsLong());
        }
        return next >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    static IOException wrongLength(Key key, boolean isMore, long read, long declared) {
        return new IOException(
                "could not write '" + key + "': it has " + (isMore ? "more than " : "only " + read + " of ") + declared
                        + " bytes that it declares: nothing is stored");
    }

    private int peek() throws IOException {
        try {
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
            }
            return next;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Part part(long capacity) throws IOException {
        try {
            Part part = Part.read(in, capacity, memory, patience, wanted);
            // One wait in vain is enough for a file of many parts.
            patience = part.isOnDisk() ? Duration.ZERO : memory.patience();
            return part;
        } catch (TakenException e) {
            throw new IOException("could not write '" + key + "': " + e.getMessage(), e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private IOException broken(IOException e) {
        // A timeout is one of these too, and no interruption.
        if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return e;
        }
        return new IOException("could not write '" + key + "': its content cannot be read: " + e.getMessage(), e);
    }

    private void requireRoom() throws IOException {
        if (partSize > memory.total()) {
            throw new IOException("could not write '" + key + "': a content of " + length.orElse(0)
                    + " bytes needs parts of " + partSize + " bytes, which is more than 'upload-memory' holds");
        }
    }
}
