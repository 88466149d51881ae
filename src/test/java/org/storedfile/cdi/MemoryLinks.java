package org.storedfile.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

/** Keeps objects in memory and makes links to {@code https://label/key}. */
abstract class MemoryLinks implements Storage, Links {
    private final Storage objects = new MemoryStorage();
    private final String label;

    MemoryLinks(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return objects.write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return objects.read(key, range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return objects.find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        objects.delete(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return objects.list(prefix);
    }

    @Override
    public URI url(Key key, LinkOptions options) {
        return URI.create("https://" + label + "/" + key);
    }
}
