package crash;

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

/**
 * Makes points of the beginning and the end of each write and each removal, and of what the reaper removes.
 *
 * @param prefix what columns begin with that name its objects
 */
record WatchedStorage(String prefix, Storage storage) implements Storage {
    private static final String REAPER = "stored-file-reaper";

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        Points.reached("write: before");
        StoredObject object = storage.write(key, content);
        Points.reached("write: after");
        return object;
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        if (Thread.currentThread().getName().equals(Upkeep.THREAD)) {
            tellPresent(keys);
        }
        String kind = Thread.currentThread().getName().equals(REAPER) ? "reaping" : "removal";
        Points.reached(kind + ": before");
        storage.delete(keys);
        Points.reached(kind + ": after");
    }

    // A sweep also removes what went by itself since it was listed: that is no finding.
    private void tellPresent(Collection<Key> keys) throws IOException {
        for (Key key : keys) {
            if (storage.find(key).isPresent()) {
                Node.tell("found ORPHAN " + prefix + key + " was there until it was swept");
            }
        }
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
    public Stream<StoredObject> list(String prefix) throws IOException {
        return storage.list(prefix);
    }

    @Override
    public <C> Optional<C> as(Class<C> capability) {
        return storage.as(capability);
    }
}
