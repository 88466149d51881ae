package org.storedfile.storage.memory;

import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageContract;

class MemoryStorageTest extends StorageContract {
    @Override
    public Storage newStorage() {
        return new MemoryStorage();
    }
}
