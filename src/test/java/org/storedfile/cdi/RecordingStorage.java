package org.storedfile.cdi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** Has a thread that ends when it is closed, and tells of that. */
final class RecordingStorage extends MemoryLinks implements AutoCloseable {
    static final List<String> CLOSED = Collections.synchronizedList(new ArrayList<>());

    static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final Thread thread;

    RecordingStorage(String label, ThreadFactory threads) {
        super(label);
        thread = threads.newThread(RecordingStorage::untilInterrupted);
        thread.start();
        OPEN.add(label);
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        CLOSED.add(label());
        OPEN.remove(label());
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
