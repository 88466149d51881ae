package org.storedfile.persistence.hibernate;

import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Notes which rows come to hold a file and which give one up, and stores late files before their row is written. */
final class RowListener
        implements PreInsertEventListener, PreUpdateEventListener, PreUpsertEventListener, PostDeleteEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    RowListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.isEmpty()) {
            row(event, files, event.getPersister(), event.getEntity(), event.getId())
                    .inserted(event.getState());
        }
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.rows().isEmpty()) {
            RowChange row = row(event, files, event.getPersister(), event.getEntity(), event.getId());
            Object[] old = event.getOldState();
            if (old != null) {
                row.updated(old, event.getState(), !files.isDynamicUpdate());
            } else {
                row.updated(row.inDatabase(), event.getState(), true);
            }
        }
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.rows().isEmpty()) {
            RowChange row = row(event, files, event.getPersister(), event.getEntity(), event.getId());
            row.updated(row.inDatabase(), event.getState(), true);
        }
        return false;
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        EntityPersister persister = event.getPersister();
        EntityFiles files = mapped.of(persister);
        // A row that is only marked as deleted keeps its files.
        if (!files.rows().isEmpty() && persister.getSoftDeleteMapping() == null) {
            Object[] state = event.getDeletedState();
            row(event, files, persister, event.getEntity(), event.getId())
                    .deleted(state != null ? state : persister.getValues(event.getEntity()));
        }
    }

    /** Runs within the transaction. */
    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private static RowChange row(
            Object event, EntityFiles files, EntityPersister persister, Object entity, @Nullable Object id) {
        return new RowChange(files, persister, entity, id, EventSession.of(event));
    }
}
