package org.storedfile.storage.memory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * A storage that holds everything in memory and forgets it with the process: for tests and demonstrations. The one
 * storage whose use of memory is not bounded. Thread safe.
 */
public final class MemoryStorage implements Storage, Copies {
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        byte[] bytes;
        try {
            bytes = bytes(content);
        } catch (IOException e) {
            throw new IOException("could not write '" + key + "': " + e.getMessage(), e);
        }
        return add(entry(key, bytes, content.contentType()));
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        byte[] bytes = existing(key).bytes();
        ByteRange part = range.within(bytes.length);
        return new ByteArrayInputStream(bytes, (int) part.start(), (int) part.length());
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

    @Override
    public StoredObject copy(Key source, Key target) throws IOException {
        Entry from = existing(source);
        return add(entry(target, from.bytes(), from.object().contentType()));
    }

    private StoredObject add(Entry entry) throws IOException {
        Key key = entry.object().key();
        if (entries.putIfAbsent(key, entry) != null) {
            throw new FileAlreadyExistsException(key.value(), null, "the key is taken");
        }
        return entry.object();
    }

    private Entry existing(Key key) throws IOException {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new NoSuchFileException(key.value(), null, "there is no such object");
        }
        return entry;
    }

    private static byte[] bytes(Content content) throws IOException {
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readAllBytes();
        }
        long declared = content.length().orElse(bytes.length);
        if (declared != bytes.length) {
            throw new IOException("the content has " + bytes.length + " bytes where " + declared + " were declared");
        }
        return bytes;
    }

    private static Entry entry(Key key, byte[] bytes, Optional<String> contentType) {
        Optional<String> checksum = Optional.of(sha256(bytes));
        return new Entry(new StoredObject(key, bytes.length, contentType, Instant.now(), checksum), bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(StoredObject object, byte[] bytes) {}
}
