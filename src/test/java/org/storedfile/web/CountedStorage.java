package org.storedfile.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.ForwardingStorage;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** Another storage; counts what is read through the JVM. */
record CountedStorage(Storage storage, AtomicInteger reads) implements ForwardingStorage {
    CountedStorage(Storage storage) {
        this(storage, new AtomicInteger());
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        reads.incrementAndGet();
        return storage.read(key, range);
    }

    @Override
    public <C> Optional<C> as(Class<C> capability) {
        return storage.as(capability);
    }
}
