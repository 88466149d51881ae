package org.storedfile.persistence;

import jakarta.persistence.Persistence;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;

/**
 * An attribute that holds a file, or files in an element collection, found by reflection. Found once, so compared by
 * identity, which costs nothing.
 *
 * @param path from the entity to the file or the collection
 * @param elementPath from the collection's element to the file; null if this is no collection
 */
record ReflectedFile(
        FileAttribute attribute, List<Field> path, @Nullable List<Field> elementPath, List<ReflectedSibling> siblings) {
    /**
     * What the attribute holds.
     *
     * @param owner whose field the file is in; null for an element that is a file
     */
    record Place(@Nullable FileRef file, @Nullable Object owner) {}

    boolean isCollection() {
        return elementPath != null;
    }

    /** Tells whether the value can be read without a query. */
    boolean isLoaded(Object entity) {
        return Persistence.getPersistenceUtil().isLoaded(entity, path.get(0).getName());
    }

    /** Returns the file; null if there is none. */
    @Nullable
    FileRef file(Object entity) {
        return read(path, entity) instanceof FileRef file ? file : null;
    }

    /** Returns the one place, or those of the collection's elements; none if an embeddable on the way is null. */
    List<Place> places(Object entity) {
        List<Place> places = new ArrayList<>();
        if (elementPath == null) {
            add(places, path, entity);
        } else if (isLoaded(entity)) {
            elements(read(path, entity)).forEach(element -> add(places, elementPath, element));
        }
        return places;
    }

    /** Gives the siblings beside the file their values, or none. */
    void describe(Place place, @Nullable FileMetadata metadata) {
        for (ReflectedSibling sibling : siblings) {
            if (place.owner() != null) {
                sibling.set(place.owner(), metadata);
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    private static void add(List<Place> places, List<Field> way, @Nullable Object from) {
        Object owner = way.isEmpty() ? null : read(way.subList(0, way.size() - 1), from);
        if (owner != null || way.isEmpty()) {
            places.add(new Place(read(way, from) instanceof FileRef file ? file : null, owner));
        }
    }

    private static @Nullable Object read(List<Field> way, @Nullable Object from) {
        Object current = from;
        for (Field field : way) {
            current = current == null ? null : read(field, current);
        }
        return current;
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new StoredFileException("cannot read " + field, e);
        }
    }

    private static Collection<?> elements(@Nullable Object collection) {
        if (collection instanceof Map<?, ?> map) {
            return map.values();
        }
        return collection instanceof Collection<?> elements ? elements : List.of();
    }
}
