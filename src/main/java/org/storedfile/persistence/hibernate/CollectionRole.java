package org.storedfile.persistence.hibernate;

import java.lang.reflect.Method;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/** Which collection an event is about: one that was never written does not know its role yet. */
final class CollectionRole {
    private CollectionRole() {}

    static @Nullable String of(AbstractCollectionEvent event) {
        PersistentCollection<?> collection = event.getCollection();
        if (collection != null && collection.getRole() != null) {
            return collection.getRole();
        }
        CollectionPersister persister = ofEvent(event);
        if (persister == null) {
            persister = inContext(event, collection);
        }
        return persister == null ? null : persister.getRole();
    }

    private static @Nullable CollectionPersister inContext(
            AbstractCollectionEvent event, @Nullable PersistentCollection<?> collection) {
        SharedSessionContractImplementor session = EventSession.of(event);
        if (session == null || collection == null) {
            return null;
        }
        CollectionEntry entry = session.getPersistenceContextInternal().getCollectionEntry(collection);
        return entry == null ? null : entry.getCurrentPersister();
    }

    // Hibernate 7 has a getter for it, 6.6 has not.
    private static @Nullable CollectionPersister ofEvent(AbstractCollectionEvent event) {
        try {
            Method getter = event.getClass().getMethod("getCollectionPersister");
            return (CollectionPersister) getter.invoke(event);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("getCollectionPersister() of a collection event failed", e);
        }
    }
}
