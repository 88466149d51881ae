package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another storage whose links lead to the application, which checks and serves them: for a medium that makes no links
 * of its own, or whose links nobody shall see. Thread safe.
 */
public final class LinkedStorage implements Storage {
    private final Storage storage;
    private final URI base;
    private final LinkSigner signer;
    private final boolean redirects;

    /**
     * Creates one with links below {@code base}, such as {@code https://example.org/files}, or {@code /files} for links
     * without scheme and host. Give the signer a scope that no other storage has.
     */
    public LinkedStorage(Storage storage, URI base, LinkSigner signer) {
        this(storage, base, signer, false);
    }

    private LinkedStorage(Storage storage, URI base, LinkSigner signer, boolean redirects) {
        this.storage = storage;
        this.base = base;
        this.signer = signer;
        this.redirects = redirects;
    }

    /**
     * Returns the same, but who follows a link is sent on to the medium's own, if it makes any that ends with it: one of
     * an unsigned domain never does, so that the bytes are served here.
     */
    public LinkedStorage redirecting() {
        return new LinkedStorage(storage, base, signer, true);
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
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

    /** Has {@link Links}, {@link LinkSigner}, and everything else that the other storage has. */
    @Override
    public <C> Optional<C> as(Class<C> capability) {
        if (capability == Links.class) {
            Links links = (key, options) -> signer.url(base, key, options);
            return Optional.of(capability.cast(links));
        }
        if (capability == LinkSigner.class) {
            return Optional.of(capability.cast(signer));
        }
        return capability == DirectLinks.class ? direct().map(capability::cast) : storage.as(capability);
    }

    private Optional<DirectLinks> direct() {
        return redirects ? storage.as(Links.class).map(links -> links::url) : Optional.empty();
    }
}
