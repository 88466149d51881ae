package org.storedfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which {@link StoredFiles} is the current one. Registrations belong to a context class loader, so that applications
 * that share this class in one server do not share their storages. Closing the registration forgets both.
 */
final class Registrations {
    private static final Map<@Nullable ClassLoader, StoredFiles> REGISTERED = new WeakHashMap<>();
    private static final List<StoredFilesProvider> PROVIDERS = Services.find(StoredFilesProvider.class);

    private Registrations() {}

    static StoredFiles current() {
        StoredFiles registered = registered();
        return registered != null ? registered : provided();
    }

    static StoredFiles.Registration register(StoredFiles files) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        synchronized (REGISTERED) {
            if (REGISTERED.putIfAbsent(loader, files) != null) {
                throw new IllegalStateException("a StoredFiles is registered already: close that registration first");
            }
        }
        return () -> unregister(loader, files);
    }

    private static @Nullable StoredFiles registered() {
        synchronized (REGISTERED) {
            if (REGISTERED.isEmpty()) {
                return null;
            }
            StoredFiles own = REGISTERED.get(Thread.currentThread().getContextClassLoader());
            return own != null || REGISTERED.size() > 1
                    ? own
                    : REGISTERED.values().iterator().next();
        }
    }

    private static void unregister(@Nullable ClassLoader loader, StoredFiles files) {
        synchronized (REGISTERED) {
            REGISTERED.remove(loader, files);
        }
    }

    private static StoredFiles provided() {
        return PROVIDERS.stream()
                .map(StoredFilesProvider::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("there are no storages: run inside a CDI container, or call"
                                + " StoredFiles.builder()…build().register()"));
    }
}
