package org.storedfile.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Reads sorted files as one. Not thread safe. */
final class Merge implements Iterator<Sighting>, AutoCloseable {
    private final List<SightingFile.Reader> open = new ArrayList<>();
    private final PriorityQueue<SightingFile.Reader> ready = new PriorityQueue<>();

    Merge(Collection<Path> files) throws IOException {
        try {
            for (Path file : files) {
                SightingFile.Reader reader = new SightingFile.Reader(file);
                open.add(reader);
                offer(reader);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty();
    }

    /** Returns the next one without taking it; null at the end. */
    @Nullable
    Sighting peek() {
        SightingFile.Reader first = ready.peek();
        return first == null ? null : first.head();
    }

    @Override
    public Sighting next() {
        SightingFile.Reader first = ready.poll();
        Sighting next = first == null ? null : first.head();
        if (first == null || next == null) {
            throw new NoSuchElementException();
        }
        try {
            first.advance();
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder cannot be read: " + e.getMessage(), e);
        }
        offer(first);
        return next;
    }

    @Override
    public void close() throws IOException {
        for (SightingFile.Reader reader : open) {
            reader.close();
        }
    }

    private void offer(SightingFile.Reader reader) {
        if (reader.head() != null) {
            ready.add(reader);
        }
    }
}
