package org.storedfile.storage.s3;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a part for which there was no memory: a temporary file that has no name any more, where the system allows
 * that, so that it goes with this object, and with the process. On Windows it keeps its name until it is closed, so that a
 * process that is killed leaves it. Written by one thread, then only read, by any.
 */
final class PartFile implements Closeable {
    private static final System.Logger LOG = System.getLogger(PartFile.class.getName());
    private static final int BUFFER = 64 * 1024;

    private final Path name;
    // No channel: an interruption of one who reads would close it for all, and an attempt that takes too long is
    // interrupted by the client, which then makes another. Nor a channel beside it that deletes on close: Windows
    // opens such a file only for those who share its deletion, and this class does not.
    private final RandomAccessFile file;
    private boolean isNamed = true;

    private PartFile(Path name, RandomAccessFile file) {
        this.name = name;
        this.file = file;
    }

    static PartFile create() throws IOException {
        Path name = Files.createTempFile("stored-file-", ".part");
        try {
            PartFile created = new PartFile(name, new RandomAccessFile(name.toFile(), "rw"));
            created.removeName(Level.DEBUG);
            return created;
        } catch (IOException e) {
            Files.delete(name);
            throw e;
        }
    }

    /** Adds the first {@code length} of these bytes. */
    void write(byte[] bytes, int length) throws IOException {
        file.write(bytes, 0, length);
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
            // What was sent is sent.
            LOG.log(Level.WARNING, "could not close a temporary file of an upload", e);
        }
        removeName(Level.WARNING);
    }

    // Windows removes no file that is open.
    private void removeName(Level level) {
        if (!isNamed) {
            return;
        }
        try {
            Files.delete(name);
            isNamed = false;
        } catch (IOException e) {
            LOG.log(level, "could not remove a temporary file of an upload", e);
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
            synchronized (file) {
                file.seek(position);
                int read = file.read(bytes, offset, wanted);
                position += Math.max(read, 0);
                return read;
            }
        }
    }
}
