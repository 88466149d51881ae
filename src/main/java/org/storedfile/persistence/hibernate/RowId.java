package org.storedfile.persistence.hibernate;

import java.lang.ref.WeakReference;
import java.util.Optional;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
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
     * Returns the identifier; empty if there is no row, because the insert made none.
     *
     * @throws IllegalStateException if it is not known
     */
    Optional<Object> of(EntityPersister persister, SharedSessionContractImplementor session) {
        Object known = id;
        if (known != null) {
            return Optional.of(known);
        }
        Object row = entity.get();
        if (row == null) {
            throw new IllegalStateException("the identifier of a new " + persister.getEntityName() + " is not known");
        }
        return Optional.ofNullable(persister.getIdentifier(row, session));
    }
}
