package org.storedfile.persistence.eclipselink;

import java.util.List;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileMetadata;

/**
 * Where one file lies in an entity, or in the element of a collection.
 *
 * @param path the mappings from there to the file, through embeddables; empty if the element is the file
 * @param siblings in the innermost embeddable, or in the entity if there is none
 */
record FileSlot(FileAttribute attribute, List<DatabaseMapping> path, List<Sibling> siblings) {
    /** Returns the file; null if there is none, or it is not loaded. */
    @Nullable
    FileRef read(@Nullable Object owner) {
        return follow(path, owner) instanceof FileRef file ? file : null;
    }

    /** Gives the siblings beside the file their values, or none. */
    void describe(Object owner, @Nullable FileMetadata metadata) {
        Object beside = beside(owner);
        if (beside != null) {
            siblings.forEach(sibling -> sibling.set(beside, metadata));
        }
    }

    /** Tells whether any sibling beside the file has a value. */
    boolean isDescribed(Object owner) {
        Object beside = beside(owner);
        return beside != null && siblings.stream().anyMatch(sibling -> sibling.isSet(beside));
    }

    /** Returns the object whose attribute the file is; null if an embeddable on the way is. */
    @Nullable
    Object beside(@Nullable Object owner) {
        return follow(path.subList(0, Math.max(0, path.size() - 1)), owner);
    }

    boolean hasSiblings() {
        return !siblings.isEmpty();
    }

    /** Returns the name of the entity's attribute that the path begins with. */
    String top() {
        return path.get(0).getAttributeName();
    }

    static @Nullable Object follow(List<DatabaseMapping> path, @Nullable Object owner) {
        Object current = owner;
        for (int i = 0; i < path.size() && current != null; i++) {
            current = path.get(i).getAttributeValueFromObject(current);
        }
        return current;
    }
}
