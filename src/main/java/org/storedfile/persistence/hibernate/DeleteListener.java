package org.storedfile.persistence.hibernate;

import java.util.Objects;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;

/** Has entities that were read-only remember it when they are about to be removed. */
final class DeleteListener implements DeleteEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    DeleteListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void onDelete(DeleteEvent event) {
        Object entity = event.getObject();
        if (entity == null || !Hibernate.isInitialized(entity)) {
            return;
        }
        EntityEntry entry = Objects.requireNonNull(EventSession.of(event))
                .getPersistenceContextInternal()
                .getEntry(Hibernate.unproxy(entity));
        if (entry != null && !mapped.of(entry.getPersister()).isEmpty()) {
            FormerlyReadOnly.remember(entry);
        }
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext alreadyRemoved) {
        onDelete(event);
    }
}
