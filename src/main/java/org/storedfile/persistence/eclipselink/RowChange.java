package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.DataRecord;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.PendingFile;
import org.storedfile.persistence.Retention;
import org.storedfile.persistence.TransactionFiles;

/** The change of one row, and what it means for the files in its columns. */
record RowChange(EntityFiles files, Object entity, UnitOfWorkImpl work) {
    /** Stores files that a callback set during the flush, and puts them into the row that is about to be written. */
    void storeLate(DataRecord row) {
        for (FileSlot slot : files.rows()) {
            FileRef file = slot.read(entity);
            if (file != null && FileRefAccess.isNew(file)) {
                boolean isInsert = work.isCloneNewObject(entity);
                UnitTransactions.store(List.of(new PendingFile(file, slot.attribute(), entity, isInsert)), work);
                put(slot, file, (AbstractRecord) row);
                describe(slot, transaction().metadata(file, slot.attribute()), (AbstractRecord) row);
            }
        }
    }

    /** Leaves the files of a row that is deleted next, and is only updated because EclipseLink does that before. */
    void keepAsItWas(DataRecord row) {
        Before known = new Before(entity, files, work);
        for (FileSlot slot : files.rows()) {
            FileRef before = known.file(slot);
            if (!Objects.equals(before, slot.read(entity))) {
                put(slot, before, (AbstractRecord) row);
            }
        }
    }

    void inserted() {
        for (FileSlot slot : files.rows()) {
            FileRef file = slot.read(entity);
            if (file != null) {
                transaction().held(file, holder(slot));
            }
        }
    }

    /** Notes what the row that is about to be written gives up and comes to hold. */
    void updated(DataRecord row) {
        for (FileSlot slot : files.rows()) {
            FileRef now = slot.read(entity);
            // What is stored and not written is left to go with the end of the transaction.
            if (now == null || !isFresh(now) || row.containsKey(mapping(slot).getField())) {
                replaced(slot, before(slot, now), now, slot.attribute().onReplace());
            }
        }
    }

    /** Notes a removal; without a version what was loaded may be stale, and the database is asked. */
    void deleted() {
        Before known = new Before(entity, files, work);
        for (FileSlot slot : files.rows()) {
            boolean isKnown = files.isVersioned() && !known.isUnfetched(slot);
            FileRef before = isKnown ? known.file(slot) : row().lockedFile(slot, UnitTransactions.connected(work));
            replaced(slot, before, null, slot.attribute().onRemove());
        }
    }

    TransactionFiles transaction() {
        return UnitTransactions.of(work);
    }

    StoredRow row() {
        return new StoredRow(files.descriptor(), id());
    }

    // What was loaded may be stale where no version guards the row; what did not change is not written then.
    private @Nullable FileRef before(FileSlot slot, @Nullable FileRef now) {
        Before known = new Before(entity, files, work);
        FileRef loaded = known.file(slot);
        boolean isSame = Objects.equals(loaded, now);
        // What no row has yet was not loaded: a woven class does not notice what is set from outside.
        boolean isKnown = isSame ? now == null || !isFresh(now) : files.isVersioned();
        return isKnown ? loaded : row().lockedFile(slot, UnitTransactions.connected(work));
    }

    // Stored in this transaction, and not in a row yet.
    private boolean isFresh(FileRef file) {
        return FileRefAccess.isClaimed(file) && transaction().isUnnoted(file);
    }

    private void replaced(FileSlot slot, @Nullable FileRef before, @Nullable FileRef now, Retention retention) {
        if (Objects.equals(before, now)) {
            return;
        }
        if (before != null && before.isStored()) {
            transaction().gone(before, holder(slot), retention);
        }
        if (now != null) {
            transaction().held(now, holder(slot));
        }
    }

    private void put(FileSlot slot, @Nullable FileRef file, AbstractRecord row) {
        row.put(mapping(slot).getField(), mapping(slot).getFieldValue(file, work));
    }

    private static AbstractDirectMapping mapping(FileSlot slot) {
        return (AbstractDirectMapping) slot.path().get(slot.path().size() - 1);
    }

    private void describe(FileSlot slot, FileMetadata metadata, AbstractRecord row) {
        slot.describe(entity, metadata);
        List<Sibling> siblings = new ArrayList<>(slot.siblings());
        siblings.forEach(sibling ->
                row.put(sibling.mapping().getField(), sibling.mapping().getFieldValue(sibling.value(metadata), work)));
    }

    private Holder holder(FileSlot slot) {
        StoredRow row = row();
        return new RowHolder(row.descriptor(), row.id(), slot.attribute().path(), work, (session, isLocked) -> {
            FileRef file = isLocked ? row.lockedFile(slot, session) : row.file(slot, session);
            return file == null ? List.of() : List.of(file);
        });
    }

    private Object id() {
        return files.descriptor().getObjectBuilder().extractPrimaryKeyFromObject(entity, work);
    }
}
