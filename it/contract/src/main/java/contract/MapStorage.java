package contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** As small as a storage can be: a map. */
public final class MapStorage implements Storage {
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        byte[] bytes = bytes(key, content);
        Entry entry = new Entry(new StoredObject(key, bytes.length, Instant.now()), bytes);
        if (entries.putIfAbsent(key, entry) != null) {
            throw new FileAlreadyExistsException(key.value(), null, "the key is taken");
        }
        return entry.object();
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new NoSuchFileException(key.value(), null, "there is no such object");
        }
        return range.within(entry.bytes().length).slice(new ByteArrayInputStream(entry.bytes()));
    }

    @Override
    public Optional<StoredObject> find(Key key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::object);
    }

    @Override
    public void delete(Collection<Key> keys) {
        keys.forEach(entries::remove);
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
        return entries.values().stream()
                .map(Entry::object)
                .filter(object -> object.key().value().startsWith(prefix));
    }

    private static byte[] bytes(Key key, Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            long declared = content.length().orElse(bytes.length);
            if (bytes.length != declared) {
                throw new IOException("it has " + bytes.length + " bytes where " + declared + " were declared");
            }
            return bytes;
        } catch (IOException e) {
            throw new IOException("could not write '" + key + "': " + e.getMessage(), e);
        }
    }

    private record Entry(StoredObject object, byte[] bytes) {}
}
