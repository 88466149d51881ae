package org.storedfile.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Another storage; counts what is read through the JVM. */
record CountedStorage(Storage storage, AtomicInteger reads) implements Storage {
    CountedStorage(Storage storage) {
        this(storage, new AtomicInteger());
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return storage.write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        reads.incrementAndGet();
        return storage.read(key, range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return storage.find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        storage.delete(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return storage.list(prefix);
    }

    @Override
    public <C> Optional<C> as(Class<C> capability) {
        return storage.as(capability);
    }
}
