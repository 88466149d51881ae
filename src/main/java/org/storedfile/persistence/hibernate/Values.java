package org.storedfile.persistence.hibernate;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.collection.spi.PersistentArrayHolder;
import org.hibernate.property.access.spi.Getter;
import org.jspecify.annotations.Nullable;

/** Ways into the values of an entity's state. */
final class Values {
    private Values() {}

    /** Follows the getters through embeddables; null and what is not loaded end the way. */
    static @Nullable Object follow(List<Getter> path, @Nullable Object value) {
        Object current = value;
        for (Getter getter : path) {
            if (current == null || current == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
                return current;
            }
            if (!isOf(getter, current)) {
                return null;
            }
            current = getter.get(current);
        }
        return current;
    }

    /** Tells whether the value has the property: one of an embeddable's subclass may be missing. */
    static boolean isOf(Getter getter, Object value) {
        Member member = getter.getMember();
        return member == null || member.getDeclaringClass().isInstance(value);
    }

    /** Returns the elements of a collection, map, array or snapshot of one; none if it is not loaded. */
    static Collection<?> elements(@Nullable Object collection) {
        if (collection == null || !Hibernate.isInitialized(collection)) {
            return List.of();
        }
        if (collection instanceof PersistentArrayHolder<?> holder) {
            return elements(holder.getArray());
        }
        if (collection instanceof Map<?, ?> map) {
            return map.values();
        }
        if (collection instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return collection instanceof Collection<?> elements ? elements : List.of();
    }
}
