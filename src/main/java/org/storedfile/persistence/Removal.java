package org.storedfile.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.storedfile.DerivedKeys;
import org.storedfile.FileLocation;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;

/** Removes objects after a transaction has ended, when nobody is left to catch: failures are logged with the keys. */
final class Removal {
    private static final Logger LOGGER = System.getLogger(Removal.class.getName());

    private final StoredFiles files;

    Removal(StoredFiles files) {
        this.files = files;
    }

    void remove(Set<FileLocation> locations) {
        Map<String, List<Key>> keys =
                locations.stream().collect(groupingBy(FileLocation::storage, mapping(FileLocation::key, toList())));
        keys.forEach(this::remove);
    }

    /** Says which objects are left where they are, because nobody knows whether rows hold them. */
    void keep(Set<FileLocation> locations) {
        if (!locations.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "the outcome of a commit is unknown, so nothing is removed; rows may or may not hold {0}",
                    locations);
        }
    }

    // RuntimeException too: a client may throw anything, and a committed transaction must not seem to fail.
    private void remove(String storage, List<Key> keys) {
        try {
            DerivedKeys.delete(files, storage, keys);
            LOGGER.log(Level.DEBUG, "removed from storage ''{0}'': {1}", storage, keys);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "could not remove from storage '" + storage + "': " + keys, e);
        }
    }
}
