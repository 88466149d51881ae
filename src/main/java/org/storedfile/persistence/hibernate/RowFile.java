package org.storedfile.persistence.hibernate;

import jakarta.persistence.FlushModeType;
import java.util.List;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SelfDirtinessTracker;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.QueryProducer;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileMetadata;

/**
 * A file in a column of an entity's row.
 *
 * @param index of the entity's property that holds the file, directly or in embeddables
 * @param siblingIndexes of the properties that describe it, in the order of the slot's siblings; empty in embeddables
 * @param isInsertable whether an insert writes the column
 * @param isUpdatable whether an update does; if not, Hibernate ignores that the attribute changed
 */
record RowFile(int index, FileSlot slot, List<Integer> siblingIndexes, boolean isInsertable, boolean isUpdatable) {
    /** Tells whether the next statement for the row writes the file. */
    boolean isWritten(boolean isInDatabase) {
        return isInDatabase ? isUpdatable : isInsertable;
    }

    @Nullable
    FileRef read(Object[] state) {
        return slot.read(state[index]);
    }

    /** Tells whether the state says nothing of the file, because a lazy attribute is not loaded. */
    boolean isUnfetched(Object[] state) {
        return state[index] == LazyPropertyInitializer.UNFETCHED_PROPERTY;
    }

    /** Reads the file that the row has in the database now, as the session sees it; null if there is none. */
    @Nullable
    FileRef inDatabase(EntityPersister persister, Object id, SharedSessionContractImplementor session) {
        if (slot.isInEmbeddable()) {
            return selected(id, session);
        }
        Object[] state = persister.getDatabaseSnapshot(id, session);
        return state == null ? null : read(state);
    }

    // Hibernate's snapshots leave out what is in embeddables.
    private @Nullable FileRef selected(Object id, QueryProducer session) {
        String hql = "select e." + slot.attribute().path() + " from "
                + slot.attribute().entity() + " e where id(e) = :id";
        List<FileRef> found = session.createSelectionQuery(hql, FileRef.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("id", id)
                .getResultList();
        return found.isEmpty() ? null : found.get(0);
    }

    boolean hasSiblings() {
        return !slot.siblings().isEmpty();
    }

    /** Describes the file in the entity, in a way that Hibernate's dirty check sees. */
    void change(Object entity, EntityPersister persister, @Nullable FileMetadata metadata) {
        describe(entity, persister, metadata);
        if (!slot.isInEmbeddable() && entity instanceof SelfDirtinessTracker tracker) {
            slot.siblings().forEach(sibling -> tracker.$$_hibernate_trackChange(sibling.name()));
        }
    }

    /** Describes the file in an entity whose state is being written, and so has no change to be found. */
    void describe(Object entity, EntityPersister persister, @Nullable FileMetadata metadata) {
        if (slot.isInEmbeddable()) {
            slot.describe(persister.getValue(entity, index), metadata);
            return;
        }
        for (int i = 0; i < siblingIndexes.size(); i++) {
            persister.setValue(
                    entity, siblingIndexes.get(i), slot.siblings().get(i).value(metadata));
        }
    }

    /** Describes the file in the state that is about to be bound to a statement. */
    void describe(Object[] state, @Nullable FileMetadata metadata) {
        if (slot.isInEmbeddable()) {
            slot.describe(state[index], metadata);
            return;
        }
        for (int i = 0; i < siblingIndexes.size(); i++) {
            state[siblingIndexes.get(i)] = slot.siblings().get(i).value(metadata);
        }
    }
}
