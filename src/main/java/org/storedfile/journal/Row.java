package org.storedfile.journal;

import java.util.List;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/**
 * A row of the journal.
 *
 * @param location what it is called: the object, or an {@link Intent}'s own name if it stands for several
 * @param attempts how often it was taken without success
 * @param keys of the objects that it stands for
 */
record Row(FileLocation location, State state, int attempts, List<Key> keys) {
    /** Returns the objects that it stands for. */
    List<FileLocation> locations() {
        return keys.stream()
                .map(key -> new FileLocation(location.storage(), key))
                .toList();
    }

    Row in(State other) {
        return new Row(location, other, attempts, keys);
    }
}
