package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The folders of a storage: made when a file needs them, removed when they are empty, safe on disk if asked for. */
final class Folders {
    private static final int MOST_REMEMBERED = 10_000;

    private final Path root;
    private final Modes modes;
    private final boolean sync;

    private final Disk disk;

    // Folders whose own entries are known to be on disk, so that a write flushes one folder and not the whole chain.
    private final Map<Path, Identity> durable = new ConcurrentHashMap<>();

    Folders(Path root, Modes modes, boolean sync, Disk disk) {
        this.root = root;
        this.modes = modes;
        this.sync = sync;
        this.disk = disk;
    }

    /** Makes {@code root} and those above it, as far as they do not exist; afterwards they survive a crash. */
    static void makeRoot(Path root, Disk disk) throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Path missing = root.toAbsolutePath(); !Look.isFolder(missing); missing = Layout.parent(missing)) {
            changed.add(Layout.parent(missing));
        }
        Files.createDirectories(root);
        for (Path folder : changed) {
            disk.force(folder);
        }
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
            durable.remove(folder);
            modes.setDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (isObject(folder)) {
                throw new IOException("'" + root.relativize(folder) + "' is an object and cannot hold others", e);
            }
        }
    }

    // At one look: between two of them others may remove a folder and make it again.
    private static boolean isObject(Path path) throws IOException {
        return Look.at(path, LinkOption.NOFOLLOW_LINKS)
                .filter(there -> !there.isDirectory() && !(there.isSymbolicLink() && Files.isDirectory(path)))
                .isPresent();
    }

    /**
     * Makes sure that the entries in these folders, and those of the folders above them, survive a crash; flushes each
     * once.
     */
    void sync(Collection<Path> folders) throws IOException {
        if (!sync) {
            return;
        }
        Set<Path> changed = new LinkedHashSet<>(folders);
        Map<Path, Identity> entered = new HashMap<>();
        for (Path folder : folders) {
            for (Path above = folder;
                    !above.equals(root) && !entered.containsKey(above);
                    above = Layout.parent(above)) {
                // Taken before the flush: if another takes its place meanwhile, that one is not known to be on disk.
                Identity identity = Identity.of(above);
                if (identity.equals(durable.get(above))) {
                    break;
                }
                entered.put(above, identity);
                changed.add(Layout.parent(above));
            }
        }
        force(changed);
        // Only now: of one that others find here, all that are above it are on disk as well.
        entered.forEach(this::remember);
    }

    private void force(Collection<Path> changed) throws IOException {
        for (Path folder : changed) {
            try {
                disk.force(folder);
            } catch (IOException e) {
                throw new IOException("could not flush the folder '" + folder + "': " + e.getMessage(), e);
            }
        }
    }

    /** Makes sure that removals in {@code folder}, which may be gone itself, survive a crash. */
    void syncRemovals(Path folder) throws IOException {
        if (!sync) {
            return;
        }
        try {
            disk.force(folder);
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

    private void remember(Path folder, Identity identity) {
        if (durable.size() >= MOST_REMEMBERED) {
            durable.clear();
        }
        durable.put(folder, identity);
    }

    /** Tells a folder from one that another process put in its place: inode numbers alone are used again. */
    private record Identity(@Nullable Object fileKey, FileTime created) {
        static Identity of(Path folder) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            return new Identity(attributes.fileKey(), attributes.creationTime());
        }
    }
}
