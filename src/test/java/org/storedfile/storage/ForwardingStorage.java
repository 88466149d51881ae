package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** For tests: hands everything on but what an implementation does in its own way; it has abilities of its own only. */
public interface ForwardingStorage extends Storage {
    /** Returns where the objects are. */
    Storage storage();

    @Override
    default StoredObject write(Key key, Content content) throws IOException {
        return storage().write(key, content);
    }

    @Override
    default InputStream read(Key key, ByteRange range) throws IOException {
        return storage().read(key, range);
    }

    @Override
    default Optional<StoredObject> find(Key key) throws IOException {
        return storage().find(key);
    }

    @Override
    default void delete(Collection<Key> keys) throws IOException {
        storage().delete(keys);
    }

    @Override
    default Stream<StoredObject> list(String prefix) throws IOException {
        return storage().list(prefix);
    }
}
