package org.storedfile.persistence.hibernate;

import java.util.List;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.property.access.spi.Getter;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileMetadata;

/**
 * Where one file lies in a value: in the value itself, or down a path of embeddables.
 *
 * @param path the getters from the value to the file; empty if the value is the file
 * @param siblings in the innermost embeddable, or in the entity if there is none
 */
record FileSlot(FileAttribute attribute, List<Getter> path, List<Sibling> siblings) {
    /** Returns the file; null if there is none, or it is not loaded. */
    @Nullable
    FileRef read(@Nullable Object value) {
        Object found = path.isEmpty() ? value : Values.follow(path, value);
        return found instanceof FileRef file ? file : null;
    }

    boolean isInEmbeddable() {
        return !path.isEmpty();
    }

    /** Tells whether any sibling in the embeddable has a value. */
    boolean isDescribed(@Nullable Object value) {
        Object embeddable = embeddable(value);
        return embeddable != null && siblings.stream().anyMatch(sibling -> sibling.isSet(embeddable));
    }

    /** Gives the siblings in the embeddable their values, or none. */
    void describe(@Nullable Object value, @Nullable FileMetadata metadata) {
        Object embeddable = embeddable(value);
        if (embeddable != null) {
            siblings.forEach(sibling -> sibling.setter().set(embeddable, sibling.value(metadata)));
        }
    }

    private @Nullable Object embeddable(@Nullable Object value) {
        Object found = Values.follow(path.subList(0, path.size() - 1), value);
        boolean hasFile = found != null
                && found != LazyPropertyInitializer.UNFETCHED_PROPERTY
                && Values.isOf(path.get(path.size() - 1), found);
        return hasFile ? found : null;
    }
}
