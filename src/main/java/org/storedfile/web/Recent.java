package org.storedfile.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that were used last. Thread safe. */
final class Recent<K, V> {
    private final Map<K, V> values;

    /** Creates one that remembers {@code most} values. */
    Recent(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    /** Remembers and returns {@code value}. */
    synchronized V put(K key, V value) {
        values.put(key, value);
        return value;
    }

    synchronized void clear() {
        values.clear();
    }
}
