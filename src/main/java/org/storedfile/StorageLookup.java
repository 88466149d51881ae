package org.storedfile;

import java.util.Optional;
import java.util.Set;
import org.storedfile.storage.Storage;

/** Finds storages by name. Thread safe. */
public interface StorageLookup {
    /** Returns the storage with this name; the same one each time. */
    Optional<Storage> find(String name);

    /** Returns the names of all storages. */
    Set<String> names();
}
