package org.storedfile.persistence.hibernate;

import java.util.List;
import java.util.Optional;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/** The class that declares a file's attribute, and so the siblings: an entity, or the innermost embeddable. */
record Owner(Class<?> type, List<Property> properties) {
    static Owner of(PersistentClass entity) {
        return new Owner(entity.getMappedClass(), entity.getPropertyClosure());
    }

    static Owner of(Component embeddable) {
        return new Owner(embeddable.getComponentClass(), embeddable.getProperties());
    }

    Optional<Property> property(String name) {
        return properties.stream()
                .filter(property -> property.getName().equals(name))
                .findFirst();
    }
}
