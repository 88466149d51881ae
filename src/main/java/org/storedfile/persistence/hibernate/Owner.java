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

    static Owner of(Component embeddable, Property property) {
        return new Owner(declaring(embeddable, property), embeddable.getProperties());
    }

    // An embeddable has the properties of its subclasses as well.
    private static Class<?> declaring(Component embeddable, Property property) {
        Class<?> type = embeddable.getComponentClass();
        String name = embeddable.isPolymorphic() ? embeddable.getPropertyDeclaringClass(property) : null;
        if (name == null) {
            return type;
        }
        Class<?> declaring = embeddable
                .getBuildingContext()
                .getBootstrapContext()
                .getClassLoaderAccess()
                .classForName(name);
        return declaring.isAssignableFrom(type) ? type : declaring;
    }

    Optional<Property> property(String name) {
        return properties.stream()
                .filter(property -> property.getName().equals(name))
                .findFirst();
    }
}
