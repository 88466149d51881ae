package org.storedfile.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Lists objects under names of its own, and finds them under any name that is like theirs, as the folders of macOS do. */
record OtherNamesStorage(Storage storage, UnaryOperator<String> listed) implements Storage {
    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return storage.write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return storage.read(kept(key), range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return storage.find(kept(key));
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        for (Key key : keys) {
            storage.delete(List.of(kept(key)));
        }
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return storage.list(prefix)
                .map(object -> new StoredObject(
                        Key.of(listed.apply(object.key().value())), object.size(), object.lastModified()));
    }

    private Key kept(Key key) throws IOException {
        try (Stream<StoredObject> all = storage.list("")) {
            return all.map(StoredObject::key)
                    .filter(kept ->
                            kept.equals(key) || listed.apply(kept.value()).equals(key.value()))
                    .findFirst()
                    .orElse(key);
        }
    }
}
