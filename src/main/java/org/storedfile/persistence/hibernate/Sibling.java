package org.storedfile.persistence.hibernate;

import org.hibernate.property.access.spi.Getter;
import org.hibernate.property.access.spi.Setter;
import org.jspecify.annotations.Nullable;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.FileMetadata.Part;

/** An attribute beside a file, in the same entity or embeddable, that says something of it. */
record Sibling(Part part, String name, Class<?> type, Getter getter, Setter setter) {
    /** Tells whether the attribute of {@code owner} has a value. */
    boolean isSet(Object owner) {
        Object value = getter.get(owner);
        return value != null && !value.equals(0L) && !value.equals(0);
    }

    /** Returns the attribute's value; without a file a primitive one is 0 and another null. */
    @Nullable
    Object value(@Nullable FileMetadata metadata) {
        Object value = metadata == null ? null : metadata.value(part);
        return value == null ? part.none(type) : value;
    }
}
