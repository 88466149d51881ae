package org.storedfile.persistence.hibernate;

import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.jspecify.annotations.Nullable;

/** Notes which element collections come to hold a file and which give one up. */
final class CollectionListener
        implements PreCollectionRecreateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    CollectionListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        CollectionFiles files = files(event);
        if (files != null) {
            change(event, files).recreated(event.getCollection());
        }
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        CollectionFiles files = files(event);
        if (files != null) {
            change(event, files).updated(event.getCollection());
        }
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        CollectionFiles files = files(event);
        if (files != null) {
            change(event, files).removed(event.getCollection());
        }
    }

    private @Nullable CollectionFiles files(AbstractCollectionEvent event) {
        String role = CollectionRole.of(event);
        return role == null ? null : mapped.of(role);
    }

    private static CollectionChange change(AbstractCollectionEvent event, CollectionFiles files) {
        Object key = event.getCollection().getKey();
        return new CollectionChange(
                files,
                event.getAffectedOwnerOrNull(),
                key != null ? key : event.getAffectedOwnerIdOrNull(),
                EventSession.of(event));
    }
}
