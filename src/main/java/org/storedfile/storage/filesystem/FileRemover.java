package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Key;

/** Removes files, what their writers left, and the folders that get empty. */
final class FileRemover {
    private static final System.Logger LOG = System.getLogger(FileRemover.class.getName());

    private final Layout layout;
    private final Folders folders;

    FileRemover(Layout layout, Folders folders) {
        this.layout = layout;
        this.folders = folders;
    }

    /** Removes all of them, or as many as can be, and then tells of the first failure. */
    void delete(Collection<Key> keys) throws IOException {
        // First what unfinished writes left, so that a writer that is still at work can no longer publish.
        each(keys, target -> {
            boolean isDiscarded = discard(target);
            return removeFile(target) || isDiscarded;
        });
    }

    /** Removes what unfinished writes left, and leaves the files. */
    void discard(Collection<Key> keys) throws IOException {
        each(keys, FileRemover::discard);
    }

    private void each(Collection<Key> keys, Removal removal) throws IOException {
        Set<Path> changed = new LinkedHashSet<>();
        @Nullable IOException failure = null;
        for (Key key : keys) {
            try {
                remove(layout.path(key), removal, changed);
                LOG.log(Level.DEBUG, "deleted ''{0}''", key);
            } catch (IOException e) {
                failure = with(failure, new IOException("could not delete '" + key + "': " + e.getMessage(), e));
            }
        }
        for (Path folder : changed) {
            try {
                folders.syncRemovals(folder);
            } catch (IOException e) {
                failure = with(failure, new IOException("could not flush what was deleted in '" + folder + "'", e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void remove(Path target, Removal removal, Set<Path> changed) throws IOException {
        Path folder = Layout.parent(target);
        if (Look.isFolder(folder) && removal.of(target)) {
            changed.add(folder);
            folders.removeEmpty(folder);
        }
    }

    private static boolean discard(Path target) throws IOException {
        boolean removed = false;
        for (Path leftover : (Iterable<Path>) Partial.leftovers(target)::iterator) {
            removed |= Files.deleteIfExists(leftover);
        }
        return removed;
    }

    private static boolean removeFile(Path target) throws IOException {
        return !Look.isFolder(target, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(target);
    }

    private static IOException with(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        if (first.getSuppressed().length < 10) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** What is removed for a file; tells whether there was something. */
    private interface Removal {
        boolean of(Path target) throws IOException;
    }
}
