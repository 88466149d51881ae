package org.storedfile.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.OptionalLong;
import org.storedfile.storage.Content;

/** Reads a content once, part by part, and checks that it has the length that it declares. */
final class PartSource implements Closeable {
    /** S3 takes no more parts than these. */
    static final int MAX_PARTS = 10_000;

    private final PushbackInputStream in;
    private final OptionalLong length;
    private final long partSize;
    private final UploadMemory memory;
    private long read;
    private int parts;

    PartSource(Content content, long partSize, UploadMemory memory) throws IOException {
        this.length = content.length();
        this.partSize = partSize(length, partSize, memory);
        this.memory = memory;
        this.in = new PushbackInputStream(content.open(), 1);
    }

    /** Returns the next part, empty if there is nothing more. */
    Part next() throws IOException {
        if (parts++ == MAX_PARTS) {
            throw new IOException("the content is longer than " + MAX_PARTS + " parts of " + partSize
                    + " bytes: give its length, or raise 'part-size'");
        }
        // A piece more than declared need not be read: hasMore() finds it.
        long left = length.isPresent() ? length.getAsLong() - read : Long.MAX_VALUE;
        Part part = Part.read(in, Math.min(partSize, left), memory);
        read += part.size();
        return part;
    }

    /** Tells whether bytes are left; if not, all that were declared have come. */
    boolean hasMore() throws IOException {
        int next = in.read();
        if (next >= 0) {
            in.unread(next);
        }
        if (length.isPresent() && (next >= 0) != (read < length.getAsLong())) {
            throw new IOException("the content has " + (next >= 0 ? "more than " : "only " + read + " of ")
                    + length.getAsLong() + " bytes that it declares: nothing is stored");
        }
        return next >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static long partSize(OptionalLong length, long partSize, UploadMemory memory) throws IOException {
        long needed = (length.orElse(0) + MAX_PARTS - 1) / MAX_PARTS;
        if (needed > memory.total()) {
            throw new IOException("a content of " + length.getAsLong() + " bytes needs parts of " + needed
                    + " bytes, which is more than 'upload-memory' holds");
        }
        return Math.max(partSize, needed);
    }
}
