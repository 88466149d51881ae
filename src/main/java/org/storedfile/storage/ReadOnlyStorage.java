package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A storage that can be read, found, listed and linked to, but not changed: writing and deleting throw
 * {@link AccessDeniedException}. Thread safe.
 */
public final class ReadOnlyStorage implements Storage {
    private static final Set<Class<?>> READING =
            Set.of(Links.class, DirectLinks.class, LocalFiles.class, LinkSigner.class);

    private final Storage storage;

    /** Creates one that reads {@code storage}. */
    public ReadOnlyStorage(Storage storage) {
        this.storage = storage;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        throw new AccessDeniedException(key.value(), null, "cannot be written: the storage is read only");
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return storage.read(key, range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return storage.find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        for (Key key : keys) {
            throw new AccessDeniedException(key.value(), null, "cannot be deleted: the storage is read only");
        }
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return storage.list(prefix);
    }

    @Override
    public <C> Optional<C> as(Class<C> capability) {
        return READING.contains(capability) ? storage.as(capability) : Storage.super.as(capability);
    }
}
