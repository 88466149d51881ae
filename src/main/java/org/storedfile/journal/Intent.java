package org.storedfile.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/**
 * A row that says that objects may be written. The files of one flush go or stay together, so few rows do for all of
 * them, each named by a key that no object has; so is that of an object that several may be writing at once.
 *
 * @param row what the row is called: the object, or, if there are several, a name of its own
 * @param keys of the objects, all in one storage
 * @param due after what time others may act on it
 */
record Intent(FileLocation row, List<Key> keys, Duration due) {
    /** What the names of rows of several objects begin with; nothing relies on no key beginning with it. */
    static final String SEVERAL = "flush/";

    /** The most bytes of UTF-8 in {@link #text}: what PostgreSQL keeps in the row itself. */
    static final int MOST_BYTES = 1900;

    /** What is between two keys in {@link #text}. */
    static final String SEPARATOR = "\n";

    /** Returns intents of one object. */
    static Intent of(FileLocation location, Duration due) {
        return new Intent(location, List.of(location.key()), due);
    }

    /** Returns an intent of one object of which there may be others at the same time. */
    static Intent apart(FileLocation location, Duration due) {
        return new Intent(name(location.storage()), List.of(location.key()), due);
    }

    /** Returns as few intents as will do for objects that go or stay together. */
    static List<Intent> together(Collection<FileLocation> locations, Duration due) {
        Map<String, List<Key>> byStorage = locations.stream()
                .distinct()
                .collect(groupingBy(FileLocation::storage, LinkedHashMap::new, mapping(FileLocation::key, toList())));
        List<Intent> intents = new ArrayList<>();
        byStorage.forEach((storage, keys) -> {
            int from = 0;
            while (from < keys.size()) {
                int to = end(keys, from);
                intents.add(of(storage, List.copyOf(keys.subList(from, to)), due));
                from = to;
            }
        });
        return intents;
    }

    private static int end(List<Key> keys, int from) {
        int bytes = 0;
        int to = from;
        while (to < keys.size() && bytes <= MOST_BYTES) {
            bytes += keys.get(to++).value().getBytes(UTF_8).length + 1;
        }
        return bytes > MOST_BYTES ? to - 1 : to;
    }

    private static Intent of(String storage, List<Key> keys, Duration due) {
        FileLocation row = keys.size() == 1 ? new FileLocation(storage, keys.get(0)) : name(storage);
        return new Intent(row, keys, due);
    }

    private static FileLocation name(String storage) {
        return new FileLocation(storage, Key.of(SEVERAL + UUID.randomUUID()));
    }

    /** Tells whether the row is called as its one object is. */
    boolean isNamedAfterObject() {
        return keys.equals(List.of(row.key()));
    }

    /** Returns the objects. */
    List<FileLocation> locations() {
        return keys.stream().map(key -> new FileLocation(row.storage(), key)).toList();
    }

    /** Returns what the row's column has that names several objects: one key a line, which no key can break. */
    String text() {
        return String.join(SEPARATOR, keys.stream().map(Key::value).toList());
    }

    /**
     * Reads that column.
     *
     * @throws IllegalArgumentException if somebody wrote by hand what is no key
     */
    static List<Key> keys(String text) {
        return List.of(text.split(SEPARATOR)).stream().map(Key::of).toList();
    }
}
