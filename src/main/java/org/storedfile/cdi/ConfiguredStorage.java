package org.storedfile.cdi;

import java.io.IOException;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageType;

/** A storage that the configuration describes, with all its options read. */
record ConfiguredStorage(String name, StorageType type, StorageType.Factory factory) {
    /**
     * Makes the storage.
     *
     * @throws StoredFileException if that fails; the message tells what to do
     */
    Storage create() {
        try {
            return factory.create();
        } catch (LinkageError e) {
            throw new StoredFileException(self() + " needs its client on the class path: " + e, e);
        } catch (IOException | RuntimeException e) {
            // Whatever a client throws on its own settings: it is one line of the list that the start ends with.
            throw new StoredFileException(self() + " cannot be made: " + e, e);
        }
    }

    private String self() {
        return "the storage '" + name + "' of type '" + type.name() + "'";
    }
}
