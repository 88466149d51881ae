package page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** A storage whose writes pass a gate first. */
final class GatedStorage implements Storage {
    private final Storage storage;
    private final Gate gate;
    private final Meetings meetings;

    GatedStorage(Storage storage, Gate gate, Meetings meetings) {
        this.storage = storage;
        this.gate = gate;
        this.meetings = meetings;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        String folder = key.value().substring(0, key.value().indexOf('/') + 1).replace("/", "");
        gate.pass(folder);
        meetings.attend(folder);
        return storage.write(key, content);
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
