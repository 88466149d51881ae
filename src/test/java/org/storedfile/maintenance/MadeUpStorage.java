package org.storedfile.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * Has objects that are made up: those of {@link ManyKeys}, but for each thousandth, and others that no row refers to.
 *
 * @param keys how many rows there are
 * @param each of how many numbers one has an object without a row
 * @param gone which of those were removed
 */
record MadeUpStorage(long keys, int each, Marks gone) implements Storage {
    private static final int MISSING = 1000;
    private static final byte[] BYTES = "content".getBytes(UTF_8);

    @Override
    public Stream<StoredObject> list(String prefix) {
        Stream<String> rows = LongStream.range(0, keys)
                .filter(number -> number % MISSING != 0)
                .mapToObj(ManyKeys::key);
        Stream<String> lost = LongStream.range(0, keys)
                .filter(number -> number % each == 0 && !gone.has(number))
                .mapToObj(number -> "lost/" + number);
        return Stream.concat(lost, rows).map(key -> object(Key.of(key)));
    }

    @Override
    public Optional<StoredObject> find(Key key) {
        long number = ManyKeys.number(key.value());
        boolean isMissing = key.value().startsWith("lost/") ? gone.has(number) : number % MISSING == 0;
        return isMissing ? Optional.empty() : Optional.of(object(key));
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        throw new IOException("'" + key + "': nothing is written here");
    }

    @Override
    public InputStream read(Key key, ByteRange range) {
        return bytes();
    }

    @Override
    public void delete(Collection<Key> all) throws IOException {
        for (Key key : all) {
            if (!key.value().startsWith("lost/")) {
                throw new IOException("'" + key + "' has a row");
            }
            gone.set(ManyKeys.number(key.value()), true);
        }
    }

    static StoredObject object(Key key) {
        return new StoredObject(key, BYTES.length, Instant.EPOCH);
    }

    static InputStream bytes() {
        return new ByteArrayInputStream(BYTES);
    }
}
