package org.storedfile.persistence.hibernate;

import java.util.HashSet;
import java.util.Set;
import org.hibernate.collection.spi.PersistentCollection;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;

/**
 * Which files in the rows of an element collection have their siblings.
 *
 * @param files that are in the rows
 * @param described those of them that have any sibling there
 */
record ElementDescriptions(Set<FileLocation> files, Set<FileLocation> described) {
    static ElementDescriptions of(CollectionFiles files, @Nullable Object collection) {
        ElementDescriptions found = new ElementDescriptions(new HashSet<>(), new HashSet<>());
        // Without a key it has no rows, but a snapshot of the elements that persist() found.
        if (collection instanceof PersistentCollection<?> persistent && persistent.getKey() != null) {
            files.each(persistent.getStoredSnapshot(), found::add);
        }
        return found;
    }

    private void add(FileRef file, FileSlot slot, Object element) {
        FileRefAccess.location(file).ifPresent(location -> {
            files.add(location);
            if (slot.isDescribed(element)) {
                described.add(location);
            }
        });
    }

    /** Tells whether the element need not be described: its file did not change, and nor did it lose its siblings. */
    boolean holdFor(FileSlot slot, Object element) {
        FileRef file = slot.read(element);
        return file != null
                && FileRefAccess.location(file)
                        .filter(location -> !described.contains(location) || slot.isDescribed(element))
                        .filter(files::contains)
                        .isPresent();
    }
}
