package org.storedfile.persistence.hibernate;

import java.util.List;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SelfDirtinessTracker;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CompositeType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileMetadata;

/**
 * A file in a column of an entity's row.
 *
 * @param index of the entity's property that holds the file, directly or in embeddables
 * @param siblingIndexes of the properties that describe it, in the order of the slot's siblings; empty in embeddables
 * @param columns the one that holds the file
 * @param isInsertable whether an insert writes the column
 * @param isUpdatable whether an update does; if not, Hibernate ignores that the attribute changed
 */
record RowFile(
        int index,
        FileSlot slot,
        List<Integer> siblingIndexes,
        FileColumns columns,
        boolean isInsertable,
        boolean isUpdatable) {
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

    /** Tells whether what was loaded is what the row has: others cannot have changed it, and nor was a change ignored. */
    boolean isFaithful() {
        return columns.isGuarded() && isInsertable && isUpdatable;
    }

    /**
     * Tells whether an update that is dynamic writes a file that did not change: with the rest of its embeddable, or
     * because an enhanced entity had another one meanwhile.
     */
    boolean isWrittenBack(
            Object[] loaded,
            Object[] state,
            Object entity,
            EntityPersister persister,
            SharedSessionContractImplementor session) {
        String property = persister.getPropertyNames()[index];
        boolean isTracked = entity instanceof SelfDirtinessTracker tracker
                && List.of(tracker.$$_hibernate_getDirtyAttributes()).contains(property);
        return isTracked || persister.getPropertyTypes()[index].isDirty(loaded[index], state[index], session);
    }

    /** Puts the file into the state alone; the entity, and an embeddable of it, keep what they have. */
    void put(
            Object[] state,
            @Nullable FileRef file,
            EntityPersister persister,
            SharedSessionContractImplementor session) {
        List<String> path = List.of(slot.attribute().path().split("\\."))
                .subList(1, slot.path().size() + 1);
        state[index] = with(state[index], path, file, persister.getPropertyTypes()[index], session);
    }

    private static @Nullable Object with(
            @Nullable Object value,
            List<String> path,
            @Nullable FileRef file,
            Type type,
            SharedSessionContractImplementor session) {
        if (!(type instanceof CompositeType embeddable) || value == null) {
            return path.isEmpty() ? file : value;
        }
        Object[] values = embeddable.getPropertyValues(value, session).clone();
        int place = embeddable.getPropertyIndex(path.get(0));
        values[place] = with(
                values[place], path.subList(1, path.size()), file, embeddable.getSubtypes()[place], session);
        return embeddable.replacePropertyValues(embeddable.deepCopy(value, session.getFactory()), values, session);
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
