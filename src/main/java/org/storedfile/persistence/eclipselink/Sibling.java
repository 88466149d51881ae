package org.storedfile.persistence.eclipselink;

import java.beans.PropertyChangeEvent;
import java.util.Objects;
import org.eclipse.persistence.descriptors.changetracking.ChangeTracker;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.FileMetadata.Part;

/** An attribute beside a file, in the same entity or embeddable, that says something of it. */
record Sibling(Part part, AbstractDirectMapping mapping) {
    /** Returns the attribute's value; without a file a primitive one is 0 and another null. */
    @Nullable
    Object value(@Nullable FileMetadata metadata) {
        Object value = metadata == null ? null : metadata.value(part);
        return value == null ? part.none(mapping.getAttributeClassification()) : value;
    }

    /** Tells whether the attribute has a value other than that of no file. */
    boolean isSet(Object owner) {
        return !Objects.equals(mapping.getAttributeValueFromObject(owner), value(null));
    }

    /** Sets the value, and tells a woven class, which does not notice that it is set from outside. */
    void set(Object owner, @Nullable FileMetadata metadata) {
        Object before = mapping.getAttributeValueFromObject(owner);
        Object now = value(metadata);
        mapping.setAttributeValueInObject(owner, now);
        if (owner instanceof ChangeTracker tracker && tracker._persistence_getPropertyChangeListener() != null) {
            tracker._persistence_getPropertyChangeListener()
                    .propertyChange(new PropertyChangeEvent(owner, mapping.getAttributeName(), before, now));
        }
    }
}
