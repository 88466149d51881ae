package org.storedfile.cdi;

import java.io.IOException;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageType;

/** A storage that the configuration describes, with all its options read. */
record ConfiguredStorage(String name, StorageType type, StorageType.Factory factory) {
    private static final System.Logger LOG = System.getLogger(ConfiguredStorage.class.getName());

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

    /** Closes what {@link #create} made; a failure is logged. */
    static void close(String name, Storage storage) {
        storage.as(AutoCloseable.class).ifPresent(closeable -> close(name, closeable));
    }

    private static void close(String name, AutoCloseable storage) {
        try {
            storage.close();
        } catch (Exception e) {
            // Nobody is left to catch it, and the others are to be closed as well.
            LOG.log(System.Logger.Level.WARNING, "the storage '" + name + "' could not be closed", e);
        }
    }

    private String self() {
        return "the storage '" + name + "' of type '" + type.name() + "'";
    }
}
