package org.storedfile.cdi;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.StorageType;

/** The types of storages that are on the class path, by name. */
record StorageTypes(Map<String, StorageType> byName) {
    private static final System.Logger LOG = System.getLogger(StorageTypes.class.getName());

    // The application's loader too: in a server, this library may lie above the application that brings a type.
    static StorageTypes find() {
        Map<String, StorageType> found = new TreeMap<>();
        Stream.of(StorageType.class.getClassLoader(), Thread.currentThread().getContextClassLoader())
                .flatMap(StorageTypes::in)
                .forEach(type -> found.putIfAbsent(type.name(), type));
        return new StorageTypes(found);
    }

    Optional<StorageType> type(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return byName.keySet();
    }

    private static Stream<StorageType> in(@Nullable ClassLoader loader) {
        return ServiceLoader.load(StorageType.class, loader).stream().flatMap(StorageTypes::instance);
    }

    private static Stream<StorageType> instance(ServiceLoader.Provider<StorageType> provider) {
        try {
            return Stream.of(provider.get());
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "a type of storage cannot be used: {0}", e);
            return Stream.empty();
        }
    }
}
