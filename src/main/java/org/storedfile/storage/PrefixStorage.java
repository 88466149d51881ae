package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of another storage whose keys begin with a folder, seen without that folder: one bucket for many
 * applications or tenants. Keys, also those in objects and errors, are those of the part; nothing outside of it can be
 * reached. A link leads to the place in the other storage, so its {@link LinkSigner} takes paths with the folder, gives
 * keys without it, and takes a link to anything else for forged. Together with the folder and a slash a key has at most
 * {@value Key#MAX_LENGTH} characters; a longer one is an {@link IllegalArgumentException}. Thread safe.
 */
public final class PrefixStorage implements Storage {
    private final Storage storage;
    private final String prefix;

    // In messages a key stands in quotes; the same letters may also occur within a key.
    private final Pattern quoted;

    /** Creates one for the objects of {@code storage} in {@code folder}, such as {@code tenant-1} or {@code a/b}. */
    public PrefixStorage(Storage storage, Key folder) {
        this.storage = storage;
        this.prefix = folder.value() + "/";
        this.quoted = Pattern.compile("(?<![^\\s(])'" + Pattern.quote(prefix));
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return told(() -> outer(storage.write(inner(key), content)));
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return told(() -> storage.read(inner(key), range));
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return told(() -> storage.find(inner(key)).map(this::outer));
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        List<Key> inner = keys.stream().map(this::inner).toList();
        told(() -> {
            storage.delete(inner);
            return inner;
        });
    }

    @Override
    public Stream<StoredObject> list(String start) throws IOException {
        Stream<StoredObject> objects = told(() -> storage.list(prefix + start));
        return ToldStream.of(objects, this::outer).map(this::outer);
    }

    @Override
    public <C> Optional<C> as(Class<C> capability) {
        if (capability == Links.class) {
            return storage.as(Links.class).map(this::links).map(capability::cast);
        }
        if (capability == LinkSigner.class) {
            return storage.as(LinkSigner.class).map(signer -> signer.in(prefix)).map(capability::cast);
        }
        if (capability == DirectLinks.class) {
            return storage.as(DirectLinks.class).map(this::directLinks).map(capability::cast);
        }
        if (capability == DirectUploads.class) {
            return storage.as(DirectUploads.class).map(this::directUploads).map(capability::cast);
        }
        if (capability == PartedUploads.class) {
            return storage.as(PartedUploads.class).map(this::partedUploads).map(capability::cast);
        }
        if (capability == LocalFiles.class) {
            return storage.as(LocalFiles.class).map(this::localFiles).map(capability::cast);
        }
        if (capability == UnfinishedWrites.class) {
            return storage.as(UnfinishedWrites.class)
                    .map(this::unfinishedWrites)
                    .map(capability::cast);
        }
        if (capability == Copies.class) {
            return storage.as(Copies.class).map(this::copies).map(capability::cast);
        }
        return Storage.super.as(capability);
    }

    private Links links(Links links) {
        return (key, options) -> links.url(inner(key), options);
    }

    private DirectLinks directLinks(DirectLinks links) {
        return (key, options) -> links.url(inner(key), options);
    }

    private DirectUploads directUploads(DirectUploads uploads) {
        return new DirectUploads() {
            @Override
            public DirectUpload put(Key key, UploadTerms terms) {
                return uploads.put(inner(key), terms);
            }

            @Override
            public DirectUpload form(Key key, UploadTerms terms) {
                return uploads.form(inner(key), terms);
            }

            @Override
            public Optional<StoredObject> arrived(Key key) throws IOException {
                return told(() -> uploads.arrived(inner(key))).map(PrefixStorage.this::outer);
            }
        };
    }

    private PartedUploads partedUploads(PartedUploads uploads) {
        return new PartedUploads() {
            @Override
            public PartedUpload begin(Key key, UploadTerms terms, long partSize) throws IOException {
                return told(() -> uploads.begin(inner(key), terms, partSize));
            }

            @Override
            public void complete(Key key, PartedUpload.Id upload, long size) throws IOException {
                told(() -> {
                    uploads.complete(inner(key), upload, size);
                    return key;
                });
            }
        };
    }

    private UnfinishedWrites unfinishedWrites(UnfinishedWrites writes) {
        return keys -> told(() -> {
            writes.discard(keys.stream().map(this::inner).toList());
            return keys;
        });
    }

    private LocalFiles localFiles(LocalFiles files) {
        return key -> files.path(inner(key));
    }

    private Copies copies(Copies copies) {
        return new Copies() {
            @Override
            public StoredObject copy(Key source, Key target) throws IOException {
                return told(() -> outer(copies.copy(inner(source), inner(target))));
            }

            @Override
            public StoredObject copy(Key source, Key target, String contentType) throws IOException {
                return told(() -> outer(copies.copy(inner(source), inner(target), contentType)));
            }

            @Override
            public StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup group)
                    throws IOException {
                return told(() -> outer(copies.copy(inner(source), inner(target), contentType, group)));
            }
        };
    }

    private Key inner(Key key) {
        int most = Key.MAX_LENGTH - prefix.length();
        if (key.value().length() > most) {
            throw new IllegalArgumentException(
                    "key longer than the " + most + " characters that the storage's prefix leaves: '" + key + "'");
        }
        return Key.of(prefix + key);
    }

    private StoredObject outer(StoredObject object) {
        return new StoredObject(
                Key.of(object.key().value().substring(prefix.length())),
                object.size(),
                object.contentType(),
                object.lastModified(),
                object.checksum());
    }

    private <T> T told(Call<T> call) throws IOException {
        try {
            return call.get();
        } catch (IOException e) {
            throw outer(e);
        }
    }

    /** Returns the failure as the part sees it, of the same kind, because callers tell kinds apart. */
    private IOException outer(IOException e) {
        if (e instanceof FileSystemException file) {
            return because(e, outer(file));
        }
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        String told = quoted.matcher(message).replaceAll("'");
        if (told.equals(message)) {
            return e;
        }
        return because(
                e, e instanceof InterruptedIOException ? new InterruptedIOException(told) : new IOException(told));
    }

    private FileSystemException outer(FileSystemException e) {
        String file = Objects.requireNonNullElse(e.getFile(), "");
        String name = file.startsWith(prefix) ? file.substring(prefix.length()) : file;
        String reason =
                quoted.matcher(Objects.requireNonNullElse(e.getReason(), "")).replaceAll("'");
        if (e instanceof FileAlreadyExistsException) {
            return new FileAlreadyExistsException(name, null, reason);
        }
        if (e instanceof NoSuchFileException) {
            return new NoSuchFileException(name, null, reason);
        }
        return e instanceof AccessDeniedException
                ? new AccessDeniedException(name, null, reason)
                : new FileSystemException(name, null, reason);
    }

    private static IOException because(IOException cause, IOException told) {
        told.initCause(cause);
        return told;
    }

    private interface Call<T> {
        T get() throws IOException;
    }
}
