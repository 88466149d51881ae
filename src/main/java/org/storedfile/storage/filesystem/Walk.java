package org.storedfile.storage.filesystem;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;

/**
 * Walks through folders, one open at each depth, and gives the objects whose key starts with a prefix. Unlike
 * Files.walk it goes on when something vanishes meanwhile, and passes by a closed {@code lost+found} at the top. Follows
 * no symbolic links. Not thread safe.
 */
final class Walk extends Spliterators.AbstractSpliterator<StoredObject> implements AutoCloseable {
    // What mkfs makes at the top of an ext4 volume, for root alone; a storage is often such a volume.
    private static final String LOST_AND_FOUND = "lost+found";

    private final String prefix;
    private final Opener opener;
    private final Deque<Folder> open = new ArrayDeque<>();

    private Walk(String prefix, Opener opener) {
        super(Long.MAX_VALUE, Spliterator.DISTINCT | Spliterator.NONNULL);
        this.prefix = prefix;
        this.opener = opener;
    }

    /** Lists {@code folder}, whose objects' keys start with {@code name}, which is empty or ends at a slash. */
    static Stream<StoredObject> of(Path folder, String name, String prefix) throws IOException {
        return of(folder, name, prefix, Files::newDirectoryStream);
    }

    static Stream<StoredObject> of(Path folder, String name, String prefix, Opener opener) throws IOException {
        Walk walk = new Walk(prefix, opener);
        walk.enter(folder, name);
        return StreamSupport.stream(walk, false).onClose(walk::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super StoredObject> action) {
        try {
            while (!open.isEmpty()) {
                Optional<StoredObject> next = next(open.getLast());
                if (next.isPresent()) {
                    action.accept(next.get());
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw failed(e);
        } catch (DirectoryIteratorException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            leave();
        }
    }

    private Optional<StoredObject> next(Folder folder) throws IOException {
        if (!folder.entries().hasNext()) {
            leave();
            return Optional.empty();
        }
        Path path = folder.entries().next();
        Optional<String> name = Layout.segment(path.getFileName().toString()).map(segment -> folder.name() + segment);
        return name.isPresent() ? visit(path, name.get()) : Optional.empty();
    }

    private Optional<StoredObject> visit(Path path, String name) throws IOException {
        boolean mayBeObject = name.startsWith(prefix) && name.length() <= Key.MAX_LENGTH;
        boolean mayHoldObjects = mayBeObject || prefix.startsWith(name + "/");
        Optional<BasicFileAttributes> file = mayHoldObjects ? attributes(path) : Optional.empty();
        if (file.isPresent() && file.get().isDirectory()) {
            enterBelow(path, name);
            return Optional.empty();
        }
        return file.filter(f -> mayBeObject && f.isRegularFile())
                .map(f -> new StoredObject(
                        Key.of(name), f.size(), f.lastModifiedTime().toInstant()));
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it vanished meanwhile
        }
    }

    // Any other folder that may not be opened could hold objects, so that a listing without them would be wrong.
    private void enterBelow(Path path, String name) throws IOException {
        try {
            enter(path, name + "/");
        } catch (AccessDeniedException e) {
            if (!name.equals(LOST_AND_FOUND)) {
                throw e;
            }
        }
    }

    @SuppressWarnings("StreamResourceLeak") // leave() closes it
    private void enter(Path path, String name) throws IOException {
        try {
            DirectoryStream<Path> stream = opener.open(path);
            open.addLast(new Folder(stream, stream.iterator(), name));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // it vanished meanwhile
        }
    }

    private void leave() {
        try {
            open.removeLast().stream().close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(
                new IOException("could not list the objects that start with '" + prefix + "': " + e.getMessage(), e));
    }

    /** Opens folders. */
    interface Opener {
        DirectoryStream<Path> open(Path folder) throws IOException;
    }

    private record Folder(DirectoryStream<Path> stream, Iterator<Path> entries, String name) {}
}
