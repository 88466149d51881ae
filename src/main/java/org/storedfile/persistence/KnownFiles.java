package org.storedfile.persistence;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/**
 * Which files the rows of entities hold, as far as callbacks have told. Entities are told apart by identity and not
 * kept. Thread safe.
 */
final class KnownFiles {
    private final Map<Object, Map<ReflectedFile, Optional<FileRef>>> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Returns what is known of the row. */
    Map<ReflectedFile, Optional<FileRef>> of(Object entity) {
        return entries.getOrDefault(new Identity(entity, null), Map.of());
    }

    void put(Object entity, Map<ReflectedFile, Optional<FileRef>> files) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            entries.remove(gone);
        }
        entries.put(new Identity(entity, collected), files);
    }

    /** Reads what the entity holds now; collections and what is not loaded are left out. */
    static Map<ReflectedFile, Optional<FileRef>> read(List<ReflectedFile> files, Object entity) {
        Map<ReflectedFile, Optional<FileRef>> now = new HashMap<>();
        for (ReflectedFile file : files) {
            if (!file.isCollection() && file.isLoaded(entity)) {
                now.put(file, Optional.ofNullable(file.file(entity)));
            }
        }
        return now;
    }

    /** Returns what a row holds that is not there yet. */
    static Map<ReflectedFile, Optional<FileRef>> none(List<ReflectedFile> files) {
        Map<ReflectedFile, Optional<FileRef>> none = new HashMap<>();
        files.stream().filter(file -> !file.isCollection()).forEach(file -> none.put(file, Optional.empty()));
        return none;
    }

    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object entity, @Nullable ReferenceQueue<Object> collected) {
            super(entity, collected);
            hash = System.identityHashCode(entity);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Identity that && get() != null && get() == that.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
