package org.storedfile.storage.s3;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a part for which there was no memory: a temporary file that has no name any more, so that it goes with
 * this object, and with the process. Written by one thread, then only read, by any.
 */
final class PartFile implements Closeable {
    private static final System.Logger LOG = System.getLogger(PartFile.class.getName());
    private static final int BUFFER = 64 * 1024;

    private final FileChannel file;

    private PartFile(FileChannel file) {
        this.file = file;
    }

    static PartFile create() throws IOException {
        Path name = Files.createTempFile("stored-file-", ".part");
        return new PartFile(FileChannel.open(
                name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Adds the first {@code length} of these bytes. */
    void write(byte[] bytes, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
    }

    /** Returns all bytes, as often as it is asked; the streams need not be closed. */
    InputStream stream() {
        // The client reads in pieces of a few KiB.
        return new BufferedInputStream(new View(), BUFFER);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // What was sent is sent; the file has no name that anybody could remove it by.
            LOG.log(Level.WARNING, "could not close a temporary file of an upload", e);
        }
    }

    private final class View extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
