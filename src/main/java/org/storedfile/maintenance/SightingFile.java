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

/** A file of sorted sightings. */
final class SightingFile {
    private static final int BUFFER = 1 << 15;

    private SightingFile() {}

    static void write(Path file, Iterator<Sighting> sorted) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            while (sorted.hasNext()) {
                sorted.next().write(out);
            }
        }
    }

    /** Reads a file from its beginning, one sighting ahead. Not thread safe. */
    static final class Reader implements Comparable<Reader>, AutoCloseable {
        private final DataInputStream in;
        private @Nullable Sighting head;

        Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            advance();
        }

        /** Returns the next one without taking it; null at the end. */
        @Nullable
        Sighting head() {
            return head;
        }

        void advance() throws IOException {
            try {
                head = Sighting.read(in);
            } catch (EOFException e) {
                // How such a file ends.
                head = null;
            }
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
