package org.storedfile.storage.s3;

import java.util.Optional;
import org.storedfile.storage.Key;

/** The one door between keys and names in the bucket: the prefix goes in front of the key. Immutable. */
record ObjectNames(String bucket, String prefix) {
    /** Takes {@code prefix} as a folder: {@code media} and {@code media/} are the same, the empty one is the root. */
    ObjectNames {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("the bucket needs a name");
        }
        String folder = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        prefix = folder.isEmpty() ? "" : Key.of(folder).value() + "/";
    }

    String name(Key key) {
        return prefix + key.value();
    }

    /** Returns the key of the object; empty if its name is none. */
    Optional<Key> key(String name) {
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Key.of(name.substring(prefix.length())));
        } catch (IllegalArgumentException foreign) {
            // Others may put anything into a bucket; what cannot be a key was not stored by us.
            return Optional.empty();
        }
    }
}
