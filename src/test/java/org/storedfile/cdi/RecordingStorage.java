package org.storedfile.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

/** Keeps objects in memory, makes links, has a thread that ends when it is closed, and tells of that. */
class RecordingStorage implements Storage, Links, AutoCloseable {
    static final String THREAD = "recording-storage-";
    static final List<String> CLOSED = Collections.synchronizedList(new ArrayList<>());

    private final Storage objects = new MemoryStorage();
    private final String label;
    private final Thread thread;

    RecordingStorage(String label) {
        this.label = label;
        thread = new Thread(RecordingStorage::untilInterrupted, THREAD + label);
        thread.start();
    }

    String label() {
        return label;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return objects.write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return objects.read(key, range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return objects.find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        objects.delete(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return objects.list(prefix);
    }

    @Override
    public URI url(Key key, LinkOptions options) {
        return URI.create("https://" + label + "/" + key);
    }

    @Override
    public void close() {
        CLOSED.add(label);
        thread.interrupt();
        if (label.startsWith("stubborn")) {
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
