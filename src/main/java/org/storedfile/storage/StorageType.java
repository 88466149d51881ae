package org.storedfile.storage;

import java.io.IOException;
import java.util.List;

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

    /**
     * Returns what {@link Factory#create} needs on the class path besides this library, as Maven coordinates without a
     * version such as {@code software.amazon.awssdk:s3}. Named in the error when a class is missing.
     */
    default List<String> dependencies() {
        return List.of();
    }

    /** Makes the storage. One that is {@link AutoCloseable} is closed when the application ends. */
    @FunctionalInterface
    interface Factory {
        /** Returns a new storage with the options that were read. */
        Storage create() throws IOException;
    }
}
