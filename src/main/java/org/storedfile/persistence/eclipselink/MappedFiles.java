package org.storedfile.persistence.eclipselink;

import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.jspecify.annotations.Nullable;

/** The files of all entity classes of a persistence unit, known once its session has logged in. Thread safe. */
final class MappedFiles {
    private volatile Map<ClassDescriptor, EntityFiles> entities = Map.of();

    void set(Map<ClassDescriptor, EntityFiles> read) {
        entities = Map.copyOf(read);
    }

    /** Returns the files of the class; null if it has none. */
    @Nullable
    EntityFiles of(ClassDescriptor descriptor) {
        return entities.get(descriptor);
    }
}
