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

    /** Has {@code folder} flushed with the others of the group. */
    static void later(Folders folders, Path folder, WriteGroup group) {
        if (group.later(folders, new FolderFlush(folders)) instanceof FolderFlush all) {
            all.changed.add(folder);
        }
    }

    @Override
    public void run() throws IOException {
        folders.sync(changed);
    }
}
