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

    // One's own, then the container's, and only then the one of another class loader: threads of Java SE programs may
    // have any, but an application in a server must not get its neighbour's.
    static StoredFiles current() {
        StoredFiles own = own();
        return own != null ? own : provided().or(Registrations::only).orElseThrow(Registrations::none);
    }

    static Optional<StoredFiles> known() {
        StoredFiles own = own();
        return own != null ? Optional.of(own) : provided();
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

    private static @Nullable StoredFiles own() {
        synchronized (REGISTERED) {
            return REGISTERED.isEmpty()
                    ? null
                    : REGISTERED.get(Thread.currentThread().getContextClassLoader());
        }
    }

    private static Optional<StoredFiles> only() {
        synchronized (REGISTERED) {
            List<StoredFiles> all = List.copyOf(REGISTERED.values());
            return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
        }
    }

    private static void unregister(@Nullable ClassLoader loader, StoredFiles files) {
        synchronized (REGISTERED) {
            REGISTERED.remove(loader, files);
        }
        files.close();
    }

    private static Optional<StoredFiles> provided() {
        return PROVIDERS.stream()
                .map(StoredFilesProvider::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("there are no storages: run inside a CDI container, or call"
                + " StoredFiles.builder()…build().register()");
    }
}
