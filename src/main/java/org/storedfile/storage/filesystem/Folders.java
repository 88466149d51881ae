package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of a storage: made when a file needs them, removed when they are empty, safe on disk if asked for. */
final class Folders {
    private static final int MOST_REMEMBERED = 10_000;

    private final Path root;
    private final Modes modes;
    private final boolean sync;

    // Folders whose own entries are known to be on disk, so that a write flushes one folder and not the whole chain.
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    Folders(Path root, Modes modes, boolean sync) {
        this.root = root;
        this.modes = modes;
        this.sync = sync;
    }

    /**
     * Makes {@code folder} and those above it, below the root.
     *
     * @throws NoSuchFileException if someone removes one meanwhile, or the root does not exist
     */
    void make(Path folder) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder)) {
            return;
        }
        make(Layout.parent(folder));
        try {
            Files.createDirectory(folder, modes.forNewDirectory());
            modes.setDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder) && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("'" + root.relativize(folder) + "' is an object and cannot hold others", e);
            }
        }
    }

    /** Makes sure that the entry of a file in {@code folder}, and those of the folders above it, survive a crash. */
    void sync(Path folder) throws IOException {
        if (!sync) {
            return;
        }
        force(folder);
        for (Path above = folder; !above.equals(root) && !durable.contains(above); above = Layout.parent(above)) {
            force(Layout.parent(above));
            remember(above);
        }
    }

    /** Makes sure that removals in {@code folder}, which may be gone itself, survive a crash. */
    void syncRemovals(Path folder) throws IOException {
        if (!sync) {
            return;
        }
        try {
            force(folder);
        } catch (NoSuchFileException e) {
            if (!folder.equals(root)) {
                syncRemovals(Layout.parent(folder));
            }
        }
    }

    /** Removes {@code folder} and those above it, below the root, as far as they are empty. */
    void removeEmpty(Path folder) throws IOException {
        for (Path empty = folder; !empty.equals(root) && removed(empty); empty = Layout.parent(empty)) {
            durable.remove(empty);
        }
    }

    private boolean removed(Path folder) throws IOException {
        try {
            return !Files.isSymbolicLink(folder) && Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private void remember(Path folder) {
        if (durable.size() >= MOST_REMEMBERED) {
            durable.clear();
        }
        durable.add(folder);
    }

    // A file system that cannot open folders (Windows) writes their entries through by itself.
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().getSeparator().equals("/")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}
