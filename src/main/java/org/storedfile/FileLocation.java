package org.storedfile;

import org.storedfile.storage.Key;

/** Where a file is stored: the name of the storage, and the key in it. Immutable. */
public record FileLocation(String storage, Key key) {
    /**
     * Checks the storage's name.
     *
     * @throws IllegalArgumentException if it is not 1 to 63 letters, digits, {@code _} or {@code -}, with a letter first
     */
    public FileLocation {
        StorageNames.check(storage);
    }

    /** Returns {@code storage:key}. */
    @Override
    public String toString() {
        return storage + ":" + key;
    }
}
