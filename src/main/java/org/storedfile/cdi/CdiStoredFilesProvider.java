package org.storedfile.cdi;

import jakarta.enterprise.inject.spi.CDI;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFiles;
import org.storedfile.StoredFilesProvider;

/** Finds the {@link StoredFiles} of the running CDI container. Thread safe. */
public final class CdiStoredFilesProvider implements StoredFilesProvider {
    // CDI.current() walks the stack in servers, which costs more than signing a link. Both ends are weak, and an
    // extension whose container has ended has no files, so that nothing outlives the container.
    private final Map<@Nullable ClassLoader, WeakReference<StoredFilesExtension>> known = new WeakHashMap<>();

    /** Creates one; fails with a {@link LinkageError} if CDI is not on the class path, so that nobody asks it again. */
    public CdiStoredFilesProvider() {
        Objects.requireNonNull(CDI.class);
    }

    @Override
    public Optional<StoredFiles> find() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Optional<StoredFiles> files = remembered(loader).flatMap(StoredFilesExtension::files);
        return files.isPresent() ? files : lookUp(loader);
    }

    private Optional<StoredFiles> lookUp(@Nullable ClassLoader loader) {
        try {
            StoredFilesExtension extension = CDI.current().getBeanManager().getExtension(StoredFilesExtension.class);
            remember(loader, extension);
            return extension.files();
        } catch (IllegalStateException | IllegalArgumentException e) {
            // There is no container, not yet or no longer; or one that was started without the extension.
            return Optional.empty();
        }
    }

    private synchronized Optional<StoredFilesExtension> remembered(@Nullable ClassLoader loader) {
        return Optional.ofNullable(known.get(loader)).map(WeakReference::get);
    }

    private synchronized void remember(@Nullable ClassLoader loader, StoredFilesExtension extension) {
        known.put(loader, new WeakReference<>(extension));
    }
}
