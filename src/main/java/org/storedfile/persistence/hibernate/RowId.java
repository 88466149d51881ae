package org.storedfile.persistence.hibernate;

import java.lang.ref.WeakReference;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The identifier of a row; that of an IDENTITY row is known only after its insert. */
final class RowId {
    private final @Nullable Object id;
    private final WeakReference<Object> entity;

    RowId(@Nullable Object id, Object entity) {
        this.id = id;
        this.entity = new WeakReference<>(entity);
    }

    /**
     * Returns the identifier.
     *
     * @throws IllegalStateException if it cannot be known any more
     */
    Object in(EntityPersister persister, SharedSessionContractImplementor session) {
        Object known = id;
        Object inserted = entity.get();
        if (known == null && inserted != null) {
            known = persister.getIdentifier(inserted, session);
        }
        if (known == null) {
            throw new IllegalStateException("the identifier of a new " + persister.getEntityName() + " is not known");
        }
        return known;
    }
}
