package org.storedfile.persistence;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.FileLocation;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.GroupedWrites;
import org.storedfile.storage.GroupedWrites.Group;
import org.storedfile.storage.StoredObject;

/** What one flush writes to storages that make many objects durable together. Thread safe. */
final class WriteGroups {
    private final StoredFiles files;
    private final Map<String, Optional<Group>> groups = new ConcurrentHashMap<>();

    WriteGroups(StoredFiles files) {
        this.files = files;
    }

    StoredObject write(FileLocation location, Content content) throws IOException {
        Optional<Group> group = groups.computeIfAbsent(
                location.storage(),
                name -> files.storage(name).as(GroupedWrites.class).map(GroupedWrites::beginGroup));
        return group.isPresent()
                ? group.get().write(location.key(), content)
                : files.storage(location.storage()).write(location.key(), content);
    }

    /** Returns when all of it is as durable as the storages promise. */
    void finish() {
        groups.forEach((name, group) -> group.ifPresent(each -> finish(name, each)));
    }

    private static void finish(String name, Group group) {
        try {
            group.finish();
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: a storage of the application may throw anything.
            throw Failure.of(
                    "the files of this flush could not be made durable in the storage '" + name + "': "
                            + e.getMessage(),
                    e);
        }
    }
}
