package org.storedfile.storage.memory;

import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/** The type {@code memory}, without options: a {@link MemoryStorage}. */
public final class MemoryStorageType implements StorageType {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Factory configure(StorageOptions options) {
        return MemoryStorage::new;
    }
}
