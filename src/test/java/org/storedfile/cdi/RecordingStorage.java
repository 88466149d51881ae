package org.storedfile.cdi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Has a thread that ends when it is closed, and tells of that. */
final class RecordingStorage extends MemoryLinks implements AutoCloseable {
    static final List<String> CLOSED = Collections.synchronizedList(new ArrayList<>());

    private final Thread thread;

    RecordingStorage(String label) {
        super(label);
        thread = new Thread(RecordingStorage::untilInterrupted, "recording-storage-" + label);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        CLOSED.add(label());
        thread.interrupt();
        if (label().startsWith("stubborn")) {
            throw new IllegalStateException("does not want to close");
        }
    }

    private static void untilInterrupted() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
