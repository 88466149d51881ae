package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.indirection.IndirectContainer;
import org.eclipse.persistence.indirection.ValueHolderInterface;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/**
 * The files in an element collection.
 *
 * @param path the mappings from the entity to the collection, through embeddables
 * @param slots in each element
 */
record CollectionFiles(List<DatabaseMapping> path, List<FileSlot> slots) {
    /** What is done with a file and its element. */
    interface Action {
        void accept(FileRef file, FileSlot slot, Object element);
    }

    /** Calls {@code action} with each file of the entity's collection, unless it is not loaded. */
    void each(Object entity, Action action) {
        for (Object element : elements(entity)) {
            for (FileSlot slot : slots) {
                FileRef file = slot.read(element);
                if (file != null) {
                    action.accept(file, slot, element);
                }
            }
        }
    }

    /** Returns the files; none if the collection is not loaded. */
    List<FileRef> files(Object entity) {
        List<FileRef> files = new ArrayList<>();
        each(entity, (file, slot, element) -> files.add(file));
        return files;
    }

    /** Returns the elements of the entity's collection; none if it is not loaded. */
    Collection<?> elements(Object entity) {
        return loaded(FileSlot.follow(path, entity));
    }

    boolean hasSiblings() {
        return slots.stream().anyMatch(FileSlot::hasSiblings);
    }

    String top() {
        return path.get(0).getAttributeName();
    }

    private static Collection<?> loaded(@Nullable Object value) {
        if (value instanceof ValueHolderInterface<?> holder) {
            return holder.isInstantiated() ? loaded(holder.getValue()) : List.of();
        }
        if (value instanceof IndirectContainer<?> lazy && !lazy.isInstantiated()) {
            return List.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map.values();
        }
        return value instanceof Collection<?> elements ? elements : List.of();
    }
}
