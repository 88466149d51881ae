package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.storage.WriteGroup;

/** The folders of one storage in which a group of writes made entries: flushed together, each once. Thread safe. */
final class FolderFlush implements WriteGroup.Work {
    private final Folders folders;
    private final Set<Path> changed = ConcurrentHashMap.newKeySet();

    private FolderFlush(Folders folders) {
        this.folders = folders;
    }

    /** Returns the one of the group. */
    static FolderFlush of(Folders folders, WriteGroup group) {
        return (FolderFlush) group.later(folders, new FolderFlush(folders));
    }

    /** Has {@code folder} flushed with the others. */
    void later(Path folder) {
        changed.add(folder);
    }

    /** Tells whether the group wrote to the folder before, so that it is there and inside the root. */
    boolean isKnown(Path folder) {
        return changed.contains(folder);
    }

    @Override
    public void run() throws IOException {
        folders.sync(changed);
    }
}
