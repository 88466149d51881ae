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

    /** Tells whether any key can start so; servers answer strangely when they are asked for what cannot be. */
    static boolean startsKeys(String start) {
        return start.isEmpty() || isKey(start) || isKey(start + "x");
    }

    /** Returns the key of the object; empty if its name is none. */
    Optional<Key> key(String name) {
        return Optional.of(name)
                .filter(all -> all.startsWith(prefix))
                .map(all -> all.substring(prefix.length()))
                .filter(ObjectNames::isKey)
                .map(Key::of);
    }

    private static boolean isKey(String value) {
        try {
            return Key.of(value).value().equals(value);
        } catch (IllegalArgumentException foreign) {
            // Others may put anything into a bucket; what cannot be a key was not stored by us.
            return false;
        }
    }
}
