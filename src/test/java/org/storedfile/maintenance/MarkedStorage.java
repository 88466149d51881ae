package org.storedfile.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Takes the objects of {@link MadeUpStorage}, and keeps which it has. */
record MarkedStorage(Marks marks) implements Storage {
    @Override
    public Stream<StoredObject> list(String prefix) {
        return Stream.empty();
    }

    @Override
    public Optional<StoredObject> find(Key key) {
        return marks.has(ManyKeys.number(key.value())) ? Optional.of(MadeUpStorage.object(key)) : Optional.empty();
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        try (InputStream in = content.open();
                InputStream expected = MadeUpStorage.bytes()) {
            if (!Arrays.equals(in.readAllBytes(), expected.readAllBytes())) {
                throw new IOException("'" + key + "' has other bytes");
            }
        }
        if (find(key).isPresent()) {
            throw new FileAlreadyExistsException(key.value());
        }
        marks.set(ManyKeys.number(key.value()), true);
        return MadeUpStorage.object(key);
    }

    @Override
    public InputStream read(Key key, ByteRange range) {
        return MadeUpStorage.bytes();
    }

    @Override
    public void delete(Collection<Key> keys) {
        keys.forEach(key -> marks.set(ManyKeys.number(key.value()), false));
    }
}
