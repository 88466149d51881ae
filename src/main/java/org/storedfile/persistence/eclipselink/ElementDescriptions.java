package org.storedfile.persistence.eclipselink;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;

/**
 * Which files in an element collection have their siblings, as it was before its changes.
 *
 * @param files that were in it
 * @param described those of them that had any sibling there
 */
record ElementDescriptions(Set<FileLocation> files, Set<FileLocation> described) {
    /** Reads them from a copy of the entity; EclipseLink keeps one of each class that has embeddables in a collection. */
    static ElementDescriptions of(CollectionFiles collection, @Nullable Object copy) {
        ElementDescriptions found = new ElementDescriptions(new HashSet<>(), new HashSet<>());
        if (copy != null) {
            collection.each(copy, found::add);
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
