package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.PendingFile;

/** Stores the new files of a unit of work together, before EclipseLink looks for changes, and describes them. */
final class FlushListener extends SessionEventAdapter {
    private final MappedFiles mapped;

    FlushListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void preCalculateUnitOfWorkChangeSet(SessionEvent event) {
        flush(event);
    }

    /** Once more, for what cascades have found meanwhile. */
    @Override
    public void postCalculateUnitOfWorkChangeSet(SessionEvent event) {
        flush(event);
    }

    private void flush(SessionEvent event) {
        if (event.getSession() instanceof UnitOfWorkImpl work && !work.isNestedUnitOfWork()) {
            store(work);
            describe(work);
        }
    }

    private void store(UnitOfWorkImpl work) {
        List<PendingFile> pending = new ArrayList<>();
        each(work, (entity, files) -> collect(entity, files, work, pending));
        if (!pending.isEmpty()) {
            UnitTransactions.store(pending, work);
        }
    }

    private static void collect(Object entity, EntityFiles files, UnitOfWorkImpl work, List<PendingFile> pending) {
        boolean isInsert = work.isCloneNewObject(entity);
        if (!work.isObjectDeleted(entity)) {
            int known = pending.size();
            files.collectNew(entity, isInsert, pending);
            if (pending.size() > known) {
                files.requireNoticed(new Before(entity, files, work));
            }
        } else if (!isInsert) {
            // EclipseLink inserts new elements before it deletes them with their owner.
            files.collectNewElements(entity, false, pending);
        }
    }

    private void describe(UnitOfWorkImpl work) {
        each(work, (entity, files) -> {
            if (files.hasSiblings() && !work.isObjectDeleted(entity)) {
                describe(entity, files, work);
            }
        });
    }

    private static void describe(Object entity, EntityFiles files, UnitOfWorkImpl work) {
        Before before = new Before(entity, files, work);
        for (FileSlot slot : files.rows()) {
            FileRef now = slot.read(entity);
            if (slot.hasSiblings() && !Objects.equals(now, before.file(slot))) {
                slot.describe(entity, metadata(now, slot, work));
            }
        }
        for (CollectionFiles collection : files.collections()) {
            if (collection.hasSiblings()) {
                describeElements(collection, ElementDescriptions.of(collection, before.copy()), entity, work);
            }
        }
    }

    private static void describeElements(
            CollectionFiles collection, ElementDescriptions before, Object entity, UnitOfWorkImpl work) {
        for (Object element : collection.elements(entity)) {
            for (FileSlot slot : collection.slots()) {
                if (slot.hasSiblings() && !before.holdFor(slot, element)) {
                    slot.describe(element, metadata(slot.read(element), slot, work));
                }
            }
        }
    }

    private static @Nullable FileMetadata metadata(@Nullable FileRef file, FileSlot slot, UnitOfWorkImpl work) {
        return file == null ? null : UnitTransactions.of(work).metadata(file, slot.attribute());
    }

    private void each(UnitOfWorkImpl work, Visit visit) {
        if (!work.hasCloneMapping()) {
            return;
        }
        for (Object entity : work.getCloneMapping().keySet()) {
            EntityFiles files = mapped.of(work.getDescriptor(entity));
            if (files != null) {
                visit.accept(entity, files);
            }
        }
    }

    private interface Visit {
        void accept(Object entity, EntityFiles files);
    }
}
