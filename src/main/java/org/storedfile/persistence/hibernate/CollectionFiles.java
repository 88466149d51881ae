package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.property.access.spi.Getter;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/**
 * The files in an element collection.
 *
 * @param role Hibernate's name of the collection
 * @param property the entity's property that holds the collection, directly or in embeddables
 * @param path the getters from that property's value to the collection
 * @param slots in each element
 * @param columns that hold the slots' files in the collection's table
 */
record CollectionFiles(String role, String property, List<Getter> path, List<FileSlot> slots, FileColumns columns) {
    boolean hasSiblings() {
        return slots.stream().anyMatch(slot -> !slot.siblings().isEmpty());
    }

    /** Calls {@code action} with each file of the collection, its slot and its element. */
    void each(@Nullable Object collection, Action action) {
        for (Object element : Values.elements(collection)) {
            for (FileSlot slot : slots) {
                FileRef file = slot.read(element);
                if (file != null) {
                    action.accept(file, slot, element);
                }
            }
        }
    }

    /** Returns the files of a collection or of a snapshot of one. */
    List<FileRef> files(@Nullable Object collection) {
        List<FileRef> files = new ArrayList<>();
        each(collection, (file, slot, element) -> files.add(file));
        return files;
    }

    /** What is done with a file, its slot and its element. */
    interface Action {
        void accept(FileRef file, FileSlot slot, Object element);
    }
}
