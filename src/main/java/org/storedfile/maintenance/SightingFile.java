package org.storedfile.maintenance;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A file of sorted sightings. Each has {@value #MORE} before it; after the last one there is {@value #END} and their
 * number, without which the file is not whole: a computer that lost its power may have kept the beginning only.
 */
final class SightingFile {
    private static final int BUFFER = 1 << 15;
    private static final int MORE = 1;
    private static final int END = 2;

    private SightingFile() {}

    static void write(Path file, Iterator<Sighting> sorted) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            long count = 0;
            for (; sorted.hasNext(); count++) {
                out.writeByte(MORE);
                sorted.next().write(out);
            }
            out.writeByte(END);
            out.writeLong(count);
        }
    }

    /** Reads a file from its beginning, one sighting ahead. Not thread safe. */
    static final class Reader implements Comparable<Reader>, AutoCloseable {
        private final Path file;
        private final DataInputStream in;
        private @Nullable Sighting head;
        private long count;

        Reader(Path file) throws IOException {
            this.file = file;
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            try {
                advance();
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        /** Returns the next one without taking it; null at the end. */
        @Nullable
        Sighting head() {
            return head;
        }

        /**
         * Takes the next one.
         *
         * @throws IOException if the file cannot be read or is not whole; the message names it
         */
        void advance() throws IOException {
            try {
                int next = in.readByte();
                head = next == MORE ? Sighting.read(in) : ended(next);
                count++;
            } catch (EOFException e) {
                throw torn(e);
            }
        }

        private @Nullable Sighting ended(int mark) throws IOException {
            if (mark != END || in.readLong() != count) {
                throw torn(null);
            }
            return null;
        }

        private IOException torn(@Nullable Throwable cause) {
            return new IOException(
                    "'" + file + "' is not whole, as after a loss of power: empty the work folder and start again",
                    cause);
        }

        @Override
        public int compareTo(Reader other) {
            if (head == null || other.head == null) {
                throw new IllegalStateException("a file that has ended cannot be merged");
            }
            return head.compareTo(other.head);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
