package org.storedfile.persistence.eclipselink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.storedfile.FileRef;
import org.storedfile.persistence.FormerFiles;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.TransactionFiles;

/**
 * The change of the element collections of one entity, and what it means for the files in them. What they had is read
 * from the database: copies of collections are not always there, and may be stale.
 */
final class CollectionChange {
    private final RowChange row;
    private final Map<CollectionFiles, FormerFiles> before = new LinkedHashMap<>();
    private boolean isLocked;

    CollectionChange(RowChange row) {
        this.row = row;
    }

    void inserted() {
        for (CollectionFiles collection : row.files().collections()) {
            replaced(collection, new FormerFiles(holder(collection)), collection.files(row.entity()));
        }
    }

    /** Reads what the collections have that are about to change. */
    void updating() {
        for (CollectionFiles collection : row.files().collections()) {
            if (isChanged(collection)) {
                before.put(collection, inDatabase(collection));
            }
        }
    }

    /** Compares with what the collections have now. */
    void updated() {
        before.forEach((collection, had) -> replaced(collection, had, collection.files(row.entity())));
    }

    void deleted() {
        for (CollectionFiles collection : row.files().collections()) {
            replaced(collection, inDatabase(collection), List.of());
        }
    }

    private boolean isChanged(CollectionFiles collection) {
        return row.work().getUnitOfWorkChangeSet() instanceof UnitOfWorkChangeSet all
                && all.getObjectChangeSetForClone(row.entity()) instanceof ObjectChangeSet changes
                && changes.hasChangeFor(collection.top());
    }

    // Where no version guards the owner, another transaction may be moving its files.
    private FormerFiles inDatabase(CollectionFiles collection) {
        AbstractSession session = UnitTransactions.connected(row.work());
        if (!row.files().isVersioned() && !isLocked) {
            row.row().lock(session);
            isLocked = true;
        }
        boolean isStale = RowHolder.isStale(session);
        FormerFiles former = new FormerFiles(holder(collection));
        for (FileSlot slot : collection.slots()) {
            row.row().files(collection, slot, session, isStale).forEach(file -> former.add(file, slot.attribute()));
        }
        return former;
    }

    private void replaced(CollectionFiles collection, FormerFiles former, List<FileRef> now) {
        if (former.isEmpty() && now.isEmpty()) {
            return;
        }
        TransactionFiles transaction = row.transaction();
        Holder holder = holder(collection);
        for (FileRef file : now) {
            // Stored again after a failed commit, a file is the same value to EclipseLink.
            if (!former.keep(file) || transaction.isUnnoted(file)) {
                transaction.held(file, holder);
            }
        }
        former.giveUp(transaction);
    }

    private Holder holder(CollectionFiles collection) {
        StoredRow stored = row.row();
        String path = collection.slots().get(0).attribute().path();
        return new RowHolder(
                stored.descriptor(),
                stored.id(),
                path,
                row.work(),
                (session, isLocked) -> stored.files(collection, session, isLocked));
    }
}
