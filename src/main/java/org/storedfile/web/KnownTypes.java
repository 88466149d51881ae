package org.storedfile.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.StoredObject;

/**
 * The types of the files that were served last, so that those of a storage that keeps none are not told from their
 * bytes each time. Thread safe.
 */
final class KnownTypes {
    private final Map<EntityTag, MediaType> types;

    KnownTypes(int most) {
        types = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<EntityTag, MediaType> eldest) {
                return size() > most;
            }
        };
    }

    /** Returns the type of {@code object}, whose tag is {@code tag}. */
    MediaType of(Source source, StoredObject object, EntityTag tag) throws IOException {
        if (object.contentType().isPresent()) {
            return source.type(object);
        }
        MediaType known = get(tag);
        return known != null ? known : put(tag, source.type(object));
    }

    private synchronized @Nullable MediaType get(EntityTag tag) {
        return types.get(tag);
    }

    private synchronized MediaType put(EntityTag tag, MediaType type) {
        types.put(tag, type);
        return type;
    }
}
