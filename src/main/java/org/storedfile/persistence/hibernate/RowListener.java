package org.storedfile.persistence.hibernate;

import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
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
        implements PreInsertEventListener,
                PostInsertEventListener,
                PostUpdateEventListener,
                PostUpsertEventListener,
                PreUpdateEventListener,
                PreUpsertEventListener,
                PreDeleteEventListener {
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
    public void onPostInsert(PostInsertEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.isEmpty() && !isVetoed(event)) {
            written(event, files);
            if (event.getPersister().isIdentifierAssignedByInsert()) {
                row(event, files, event.getPersister(), event.getEntity(), event.getId())
                        .identified(event.getState());
            }
        }
    }

    // Of inserts alone, a session tells those that were not done, too.
    private static boolean isVetoed(PostInsertEvent event) {
        SharedSessionContractImplementor session = EventSession.of(event);
        if (session == null || session instanceof StatelessSession) {
            return false;
        }
        if (event.getPersister().isIdentifierAssignedByInsert()) {
            return event.getId() == null;
        }
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(event.getEntity());
        return entry != null && !entry.isExistsInDatabase();
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        written(event, mapped.of(event.getPersister()));
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        written(event, mapped.of(event.getPersister()));
    }

    private static void written(Object event, EntityFiles files) {
        SharedSessionContractImplementor session = files.isEmpty() ? null : EventSession.of(event);
        if (session != null) {
            RowStatements.done(session);
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.isEmpty()) {
            RowChange row = row(event, files, event.getPersister(), event.getEntity(), event.getId());
            Object[] old = event.getOldState();
            row.updated(old, event.getState(), old == null || !files.isDynamicUpdate());
        }
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        EntityFiles files = mapped.of(event.getPersister());
        if (!files.isEmpty()) {
            RowChange row = row(event, files, event.getPersister(), event.getEntity(), event.getId());
            row.updated(null, event.getState(), true);
        }
        return false;
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        EntityPersister persister = event.getPersister();
        EntityFiles files = mapped.of(persister);
        // A row that is only marked as deleted keeps its files.
        if (!files.isEmpty() && persister.getSoftDeleteMapping() == null) {
            RowChange row = row(event, files, persister, event.getEntity(), event.getId());
            row.requireCollectionsSeen();
            row.deleted(event.getDeletedState());
        }
        return false;
    }

    private static RowChange row(
            Object event, EntityFiles files, EntityPersister persister, Object entity, @Nullable Object id) {
        RowChange row = new RowChange(files, persister, entity, id, EventSession.of(event));
        row.requireCollectionEvents();
        return row;
    }
}
