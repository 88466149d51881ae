package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.storage.Content;
import org.storedfile.storage.GroupedWrites;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;

/** Files whose folders are flushed once, when all of them are written. */
final class FolderGroup implements GroupedWrites.Group {
    private final FileSystemStorage storage;
    private final Folders folders;
    private final Set<Path> changed = ConcurrentHashMap.newKeySet();

    FolderGroup(FileSystemStorage storage, Folders folders) {
        this.storage = storage;
        this.folders = folders;
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return storage.write(key, content, changed::add);
    }

    @Override
    public void finish() throws IOException {
        for (Path folder : changed) {
            try {
                folders.sync(folder);
            } catch (IOException e) {
                throw new IOException("could not flush the folder '" + folder + "': " + e.getMessage(), e);
            }
        }
    }
}
