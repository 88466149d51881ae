package org.storedfile.persistence.hibernate;

import java.util.Objects;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;

/** Loads the element collections of an entity that is about to be removed, since otherwise nobody knows their files. */
final class DeleteListener implements DeleteEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    DeleteListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void onDelete(DeleteEvent event) {
        load(event);
    }

    @Override
    public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
        load(event);
    }

    private void load(DeleteEvent event) {
        SharedSessionContractImplementor session = Objects.requireNonNull(EventSession.of(event));
        Object entity = Hibernate.unproxy(event.getObject());
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
        if (entry != null) {
            EntityFiles files = mapped.of(entry.getPersister());
            for (int i = 0; i < files.collections().size(); i++) {
                Hibernate.initialize(files.collection(i, entity, entry.getPersister()));
            }
        }
    }
}
