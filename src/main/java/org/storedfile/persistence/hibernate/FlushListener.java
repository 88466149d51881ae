package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.PendingFile;

/**
 * Stores new files when a flush looks at its entities, before Hibernate's own listener looks for changes. The first
 * new file makes it look through the whole persistence context once, so that all are checked before one is stored.
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
        if (files.isEmpty() || !isWritten(entry)) {
            return;
        }
        Object entity = event.getEntity();
        if (files.hasNew(entity, entry.getPersister())) {
            storeAll(session(event));
        }
        if (files.hasSiblings()) {
            describe(entity, entry, files, session(event));
        }
    }

    private void storeAll(SharedSessionContractImplementor session) {
        List<PendingFile> pending = new ArrayList<>();
        for (Map.Entry<Object, EntityEntry> managed :
                session.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
            EntityPersister persister = managed.getValue().getPersister();
            if (isWritten(managed.getValue())) {
                boolean isInsert = !managed.getValue().isExistsInDatabase();
                mapped.of(persister).collectNew(managed.getKey(), persister, isInsert, pending);
            }
        }
        SessionTransactions.store(pending, session);
    }

    // A new row, whose state is the one to be inserted, is described then; now it would be updated besides.
    private static void describe(
            Object entity, EntityEntry entry, EntityFiles files, SharedSessionContractImplementor session) {
        Object[] loaded = entry.getLoadedState();
        for (RowFile row : files.rows()) {
            if (row.hasSiblings() && loaded != null && !row.isUnfetched(loaded)) {
                FileRef now = row.slot().read(entry.getPersister().getValue(entity, row.index()));
                if (!Objects.equals(now, row.read(loaded))) {
                    row.change(entity, entry.getPersister(), metadata(now, session));
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
        List<FileRef> before = collection instanceof PersistentCollection<?> persistent
                ? files.files(persistent.getStoredSnapshot())
                : List.of();
        Set<FileLocation> described = before.stream()
                .map(FileRefAccess::location)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        for (Object element : Values.elements(collection)) {
            for (FileSlot slot : files.slots()) {
                FileRef file = slot.read(element);
                boolean isDescribed = file != null
                        && FileRefAccess.location(file)
                                .filter(described::contains)
                                .isPresent();
                if (!slot.siblings().isEmpty() && !isDescribed) {
                    slot.describe(element, metadata(file, session));
                }
            }
        }
    }

    private static @Nullable FileMetadata metadata(@Nullable FileRef file, SharedSessionContractImplementor session) {
        return file == null ? null : SessionTransactions.of(session).metadata(file);
    }

    private static SharedSessionContractImplementor session(FlushEntityEvent event) {
        return Objects.requireNonNull(EventSession.of(event));
    }

    private static boolean isWritten(EntityEntry entry) {
        return entry.getStatus() == Status.MANAGED || entry.getStatus() == Status.SAVING;
    }
}
