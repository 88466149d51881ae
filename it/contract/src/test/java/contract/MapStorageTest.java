package contract;

import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageContract;

/** All that the contract asks for; what a storage does not have, such as links, is shown as skipped. */
class MapStorageTest extends StorageContract {
    @Override
    public Storage newStorage() {
        return new MapStorage();
    }
}
