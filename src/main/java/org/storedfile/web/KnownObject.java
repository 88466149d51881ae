package org.storedfile.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.StoredObject;

/** What answers say of an object. Thread safe. */
final class KnownObject {
    private final Source source;
    private final StoredObject object;
    private final EntityTag tag;
    private final String lastModified;
    private volatile @Nullable MediaType type;

    KnownObject(Source source, StoredObject object) {
        this.source = source;
        this.object = object;
        this.tag = EntityTag.of(object);
        this.lastModified = HttpDate.format(object.lastModified());
    }

    StoredObject object() {
        return object;
    }

    EntityTag tag() {
        return tag;
    }

    /** Returns the date as a header has it. */
    String lastModified() {
        return lastModified;
    }

    /** Returns the type, for which the bytes are looked at once if the storage keeps none. */
    MediaType type() throws IOException {
        MediaType known = type;
        if (known == null) {
            known = source.type(object);
            type = known;
        }
        return known;
    }
}
