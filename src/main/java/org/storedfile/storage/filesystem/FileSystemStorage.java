package org.storedfile.storage.filesystem;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UnfinishedWrites;
import org.storedfile.storage.WriteGroup;

/**
 * A storage in a folder, which several processes may share. An object is a file whose path below the folder is its key.
 *
 * <p>An object that {@link #write} returned survives a crash of the machine, unless {@link FileSystemStorageBuilder#durability} says less. What a
 * killed writer leaves is a file named {@code .name.partial} beside the object's place; it is never listed or read, and
 * {@link #delete} of the key removes it. Folders are made and, when they get empty, removed. No key leads out of the
 * folder, also not through a symbolic link; that holds against links that exist when a method is called, or when the first
 * of a {@link org.storedfile.storage.WriteGroup} is written to a folder, not against someone who may change the folder at
 * the same time. Thread safe.
 */
public final class FileSystemStorage implements Storage, LocalFiles, Copies, UnfinishedWrites {
    private static final System.Logger LOG = System.getLogger(FileSystemStorage.class.getName());

    private final Layout layout;
    private final Folders folders;
    private final FileWriter writer;
    private final FileRemover remover;
    private final Optional<Links> links;
    private final Optional<LinkSigner> signer;

    FileSystemStorage(FileSystemStorageBuilder builder) throws IOException {
        layout = new Layout(builder.root());
        Disk disk = builder.disk();
        folders = new Folders(layout.root(), builder.modes, builder.syncsFolders(), disk);
        writer = new FileWriter(folders, builder.modes, disk, builder.publishing(), builder.linker);
        remover = new FileRemover(layout, folders);
        links = builder.links;
        signer = builder.signer;
    }

    /**
     * Returns a storage in {@code folder}, which is made if it does not exist.
     *
     * @throws IOException if it cannot be made, or is a file
     */
    public static FileSystemStorage in(Path folder) throws IOException {
        return builder(folder).build();
    }

    /** Returns a builder of a storage in {@code folder}, which is made if it does not exist. */
    public static FileSystemStorageBuilder builder(Path folder) {
        return new FileSystemStorageBuilder(folder);
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        try {
            Optional<FolderFlush> flush = content.group().map(group -> FolderFlush.of(folders, group));
            Path target = layout.place(key);
            if (flush.isEmpty() || !flush.get().isKnown(Layout.parent(target))) {
                layout.requireInside(key, Layout.parent(target));
            }
            writer.write(target, content, flush);
            LOG.log(Level.DEBUG, "wrote ''{0}''", key);
            return object(key, attributes(target));
        } catch (FileAlreadyExistsException e) {
            throw because(e, new FileAlreadyExistsException(key.value(), null, "the key is taken"));
        } catch (IOException e) {
            throw failed("write", key, e);
        }
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        try {
            Path path = layout.path(key);
            ByteRange part = range.within(existing(key, path).size());
            return FileReader.open(path, part, range.isAll());
        } catch (NoSuchFileException e) {
            throw because(e, new NoSuchFileException(key.value(), null, "there is no such object"));
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        try {
            return Optional.of(object(key, existing(key, layout.path(key))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("find", key, e);
        }
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        remover.delete(keys);
    }

    @Override
    public void discard(Collection<Key> keys) throws IOException {
        remover.discard(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        try {
            return walk(prefix);
        } catch (IOException e) {
            throw failed("list", prefix, e);
        }
    }

    private Stream<StoredObject> walk(String prefix) throws IOException {
        layout.requireRoot();
        String name = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            return Walk.of(layout.root(), "", prefix);
        }
        Optional<Path> folder = layout.folder(name.substring(0, name.length() - 1));
        return folder.isPresent() ? Walk.of(folder.get(), name, prefix) : Stream.empty();
    }

    /** Returns where the object lies. An {@link UncheckedIOException} says that a symbolic link leads out or nowhere. */
    @Override
    public Path path(Key key) {
        try {
            Path path = layout.path(key);
            if (Look.at(path, NOFOLLOW_LINKS)
                    .filter(BasicFileAttributes::isSymbolicLink)
                    .isPresent()) {
                layout.requireInside(key, path);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>For ten minutes after the source was written, the copy is one more name for its bytes, with their time, where the
     * file system can do that: objects never change. Afterwards the kernel copies them.
     */
    @Override
    public StoredObject copy(Key source, Key target) throws IOException {
        return copy(source, target, Optional.<WriteGroup>empty());
    }

    /** Copies in the same way; the group flushes the folders of all its copies. */
    @Override
    public StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup group)
            throws IOException {
        return copy(source, target, Optional.of(group));
    }

    private StoredObject copy(Key source, Key target, Optional<WriteGroup> group) throws IOException {
        StoredObject original = find(source)
                .orElseThrow(() -> new NoSuchFileException(source.value(), null, "there is no such object to copy"));
        return write(target, OwnObject.of(path(source), original, group));
    }

    /** Has {@link LocalFiles}, {@link Copies} and {@link UnfinishedWrites}; with {@link FileSystemStorageBuilder#links} also {@link Links} and {@link LinkSigner}. */
    @Override
    public <C> Optional<C> as(Class<C> capability) {
        if (capability == Links.class) {
            return links.map(capability::cast);
        }
        return capability == LinkSigner.class ? signer.map(capability::cast) : Storage.super.as(capability);
    }

    private BasicFileAttributes existing(Key key, Path path) throws IOException {
        BasicFileAttributes file = attributes(path);
        if (file.isSymbolicLink()) {
            layout.requireInside(key, path);
            file = Files.readAttributes(path, BasicFileAttributes.class);
        }
        if (!file.isRegularFile()) {
            throw new NoSuchFileException(key.value(), null, "not a regular file");
        }
        return file;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Look.at(path, NOFOLLOW_LINKS).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    private static StoredObject object(Key key, BasicFileAttributes file) {
        return new StoredObject(key, file.size(), file.lastModifiedTime().toInstant());
    }

    private static IOException failed(String operation, Object key, IOException e) {
        return new IOException("could not " + operation + " '" + key + "': " + reason(e), e);
    }

    // The path in a message of java.nio says no more than the key does.
    private static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getClass() == IOException.class && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static <E extends IOException> E because(IOException cause, E told) {
        told.initCause(cause);
        return told;
    }
}
