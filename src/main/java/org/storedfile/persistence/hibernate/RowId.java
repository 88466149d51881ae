package org.storedfile.persistence.hibernate;

import java.lang.ref.WeakReference;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The identifier of a row; that of an IDENTITY row is known only after its insert. Thread safe. */
final class RowId {
    private final WeakReference<Object> entity;
    private volatile @Nullable Object id;

    RowId(@Nullable Object id, Object entity) {
        this.id = id;
        this.entity = new WeakReference<>(entity);
    }

    boolean isKnown() {
        return id != null;
    }

    boolean isOf(Object other) {
        return entity.get() == other;
    }

    /** Notes what the insert made. */
    void inserted(Object made) {
        id = made;
    }

    /**
     * Returns the identifier.
     *
     * @throws IllegalStateException if it is not known
     */
    Object of(EntityPersister persister) {
        Object known = id;
        if (known == null) {
            throw new IllegalStateException("the identifier of a new " + persister.getEntityName() + " is not known");
        }
        return known;
    }
}
