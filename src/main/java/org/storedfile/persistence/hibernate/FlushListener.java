package org.storedfile.persistence.hibernate;

import java.util.Objects;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileMetadata;

/**
 * Stores and describes the new files of an entity in a flush before Hibernate's own listener looks for its changes, so
 * that it finds the siblings changed, and callbacks find the file stored.
 */
final class FlushListener implements FlushEntityEventListener {
    private static final long serialVersionUID = 1;

    private final transient MappedFiles mapped;

    FlushListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        EntityFiles files = mapped.of(entry.getPersister());
        if (!files.isEarly() || !NewFiles.isWritten(entry)) {
            return;
        }
        Object entity = event.getEntity();
        if (files.hasNew(entity, entry)) {
            NewFiles.store(mapped, session(event));
        }
        if (files.hasSiblings()) {
            describe(entity, entry, files, session(event));
        }
    }

    // A new row, whose state is the one to be inserted, is described then; now it would be updated besides.
    private static void describe(
            Object entity, EntityEntry entry, EntityFiles files, SharedSessionContractImplementor session) {
        Object[] loaded = entry.getLoadedState();
        for (RowFile row : files.rows()) {
            boolean isDescribed = row.hasSiblings() && row.isUpdatable();
            if (isDescribed && loaded != null && !row.isUnfetched(loaded)) {
                FileRef now = row.slot().read(entry.getPersister().getValue(entity, row.index()));
                if (!Objects.equals(now, row.read(loaded))) {
                    row.change(entity, entry.getPersister(), metadata(now, row.slot(), session));
                }
            }
        }
        for (int i = 0; i < files.collections().size(); i++) {
            describeElements(files.collections().get(i), files.collection(i, entity, entry.getPersister()), session);
        }
    }

    private static void describeElements(
            CollectionFiles files, @Nullable Object collection, SharedSessionContractImplementor session) {
        if (!files.hasSiblings()) {
            return;
        }
        ElementDescriptions before = ElementDescriptions.of(files, collection);
        for (Object element : Values.elements(collection)) {
            for (FileSlot slot : files.slots()) {
                if (!slot.siblings().isEmpty() && !before.holdFor(slot, element)) {
                    slot.describe(element, metadata(slot.read(element), slot, session));
                }
            }
        }
    }

    private static @Nullable FileMetadata metadata(
            @Nullable FileRef file, FileSlot slot, SharedSessionContractImplementor session) {
        return file == null ? null : SessionTransactions.of(session).metadata(file, slot.attribute());
    }

    private static SharedSessionContractImplementor session(FlushEntityEvent event) {
        return Objects.requireNonNull(EventSession.of(event));
    }
}
