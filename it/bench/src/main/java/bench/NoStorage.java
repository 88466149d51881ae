package bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** A storage that keeps nothing and counts how often it is called. */
final class NoStorage implements Storage {
    private final AtomicInteger calls = new AtomicInteger();

    int calls() {
        return calls.get();
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        calls.incrementAndGet();
        try (InputStream in = content.open()) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new StoredObject(key, size, content.contentType(), Instant.EPOCH, Optional.empty());
        }
    }

    @Override
    public InputStream read(Key key, ByteRange range) {
        calls.incrementAndGet();
        return InputStream.nullInputStream();
    }

    @Override
    public Optional<StoredObject> find(Key key) {
        calls.incrementAndGet();
        return Optional.empty();
    }

    @Override
    public void delete(Collection<Key> keys) {
        calls.incrementAndGet();
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
        calls.incrementAndGet();
        return Stream.empty();
    }
}
