package org.storedfile.persistence.hibernate;

import java.util.Objects;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;

/**
 * Stores the new files of an entity in a flush after Hibernate's own listener looked for its changes: one that did not
 * change, as most, costs nothing more than this call. No statement is sent before all entities were looked at.
 */
final class ChangeListener implements FlushEntityEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    ChangeListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        if (!isClean(event, entry) && NewFiles.isWritten(entry)) {
            EntityFiles files = mapped.of(entry.getPersister());
            if (!files.isEarly() && files.hasNew(event.getEntity(), entry)) {
                NewFiles.store(mapped, Objects.requireNonNull(EventSession.of(event)));
            }
        }
    }

    private static boolean isClean(FlushEntityEvent event, EntityEntry entry) {
        return event.getDirtyProperties() == null && entry.isExistsInDatabase() && entry.getLoadedState() != null;
    }
}
