package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FormerFiles;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.PendingFile;
import org.storedfile.persistence.TransactionFiles;

/**
 * The change of one element collection, and what it means for the files in its elements.
 *
 * @param key what the rows of the collection refer to its owner by
 * @param session null if Hibernate does not tell
 */
record CollectionChange(
        CollectionFiles files,
        @Nullable Object owner,
        @Nullable Object key,
        @Nullable SharedSessionContractImplementor session) {

    /** Notes that rows are written for the collection. */
    void recreated(PersistentCollection<?> collection) {
        replaced(new FormerFiles(holder()), collection, any -> true);
    }

    /** Notes that rows are changed. */
    void updated(PersistentCollection<?> collection) {
        replaced(before(collection), collection, WrittenElements.of(files, collection, persister()));
    }

    /** Notes that the rows are removed. */
    void removed(PersistentCollection<?> collection) {
        FormerFiles former = before(collection);
        if (!isOwnerRemoved()) {
            former.mayBeReplaced();
        }
        replaced(former, null, any -> false);
    }

    // If it stays, another collection takes the place of this one.
    private boolean isOwnerRemoved() {
        EntityEntry entry = owner == null || session == null
                ? null
                : session.getPersistenceContextInternal().getEntry(owner);
        return entry != null && entry.getStatus().isDeletedOrGone();
    }

    // Nobody loaded the elements of a lazy collection, and others may have changed them if no version guards it.
    private FormerFiles before(PersistentCollection<?> collection) {
        FormerFiles former = new FormerFiles(holder());
        Object snapshot = collection.getStoredSnapshot();
        if (key == null || session == null || (files.columns().isGuarded() && snapshot != null)) {
            files.each(snapshot, (file, slot, element) -> former.add(file, slot.attribute()));
        } else {
            files.columns()
                    .before(persister().getKeyType(), key, session)
                    .forEach(found -> former.add(
                            found.file(), files.slots().get(found.column()).attribute()));
        }
        return former;
    }

    private void replaced(FormerFiles former, @Nullable Object collection, Predicate<FileRef> isWritten) {
        storeLate(collection);
        List<FileRef> now = files.files(collection);
        if (former.isEmpty() && now.isEmpty()) {
            return;
        }
        TransactionFiles transaction = SessionTransactions.of(requireSession());
        Holder holder = holder();
        for (FileRef file : now) {
            boolean isNew = !former.keep(file) && isWritten.test(file);
            // Stored again after a failed commit, a file is the same value to Hibernate.
            if (isNew || transaction.isUnnoted(file)) {
                transaction.held(file, holder);
            }
        }
        former.giveUp(transaction);
    }

    private void storeLate(@Nullable Object collection) {
        List<PendingFile> late = new ArrayList<>();
        List<Runnable> descriptions = new ArrayList<>();
        files.each(collection, (file, slot, element) -> {
            if (FileRefAccess.isNew(file) && owner != null) {
                late.add(new PendingFile(file, slot.attribute(), owner));
                descriptions.add(() -> describe(file, slot, element));
            }
        });
        if (!late.isEmpty()) {
            SessionTransactions.store(late, requireSession());
            descriptions.forEach(Runnable::run);
        }
    }

    private void describe(FileRef file, FileSlot slot, Object element) {
        if (!slot.siblings().isEmpty()) {
            slot.describe(element, SessionTransactions.of(requireSession()).metadata(file, slot.attribute()));
        }
    }

    // Captures neither the owner nor the session: a holder lives until the transaction ends.
    private Holder holder() {
        String path = files.slots().get(0).attribute().path();
        AbstractCollectionPersister persister = persister();
        Object owning = key;
        return new RowHolder(
                persister.getOwnerEntityPersister(),
                owning,
                path,
                requireSession(),
                files.columns(),
                persister.getKeyType(),
                open -> Optional.of(Objects.requireNonNull(owning)));
    }

    private AbstractCollectionPersister persister() {
        return (AbstractCollectionPersister)
                requireSession().getFactory().getMappingMetamodel().getCollectionDescriptor(files.role());
    }

    private SharedSessionContractImplementor requireSession() {
        if (session == null) {
            throw new StoredFileException("a StatelessSession does not tell the transaction of the collection "
                    + files.role() + ", so its files cannot be written by it: use a Session");
        }
        return session;
    }
}
