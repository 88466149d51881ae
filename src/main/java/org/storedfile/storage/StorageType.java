package org.storedfile.storage;

import java.io.IOException;

/**
 * Makes storages of one type from configuration. Found by {@link java.util.ServiceLoader}; the class itself must load
 * without the backend's client, which only {@link Factory#create} needs.
 */
public interface StorageType {
    /** Returns the name that {@code storedfile.storages.<name>.type} gives it, such as {@code s3}. */
    String name();

    /**
     * Reads all options that this type has. Faults are recorded in {@code options} and reported together; then the
     * factory is not called.
     */
    Factory configure(StorageOptions options);

    /** Makes the storage. One that is {@link AutoCloseable} is closed when the application ends. */
    @FunctionalInterface
    interface Factory {
        /** Returns a new storage with the options that were read. */
        Storage create() throws IOException;
    }
}
