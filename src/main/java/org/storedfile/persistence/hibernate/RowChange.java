package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.PendingFile;
import org.storedfile.persistence.Retention;
import org.storedfile.persistence.TransactionFiles;

/**
 * The change of one row, and what it means for the files in its columns.
 *
 * @param session null for a {@code StatelessSession} of a Hibernate that does not tell
 */
record RowChange(
        EntityFiles files,
        EntityPersister persister,
        Object entity,
        @Nullable Object id,
        @Nullable SharedSessionContractImplementor session) {

    void inserted(Object[] state) {
        statementBegins();
        storeLate(state, false);
        dropIgnored(null, state, false);
        for (RowFile row : files.rows()) {
            FileRef file = row.read(state);
            if (file != null && row.isInsertable()) {
                SessionTransactions.of(requireSession()).held(file, holder(row));
                describe(row, state, file);
            }
        }
    }

    private void statementBegins() {
        if (session != null) {
            RowStatements.begins(session);
        }
    }

    /** Notes what identifier the insert made of a row with files. */
    void identified(Object[] state) {
        boolean hasFile = files.rows().stream().anyMatch(row -> row.read(state) != null);
        if (hasFile && id != null) {
            NewRows.inserted(entity, id, SessionTransactions.of(requireSession()));
        }
    }

    /**
     * Notes an update.
     *
     * @param writesAll whether what is changed in {@code state} now is written, too
     */
    void updated(Object @Nullable [] old, Object[] state, boolean writesAll) {
        statementBegins();
        for (RowFile late : storeLate(state, true)) {
            requireWritten(late, writesAll);
            describe(late, state, Objects.requireNonNull(late.read(state)));
        }
        dropIgnored(old, state, true);
        for (RowFile row : files.rows()) {
            if (row.isUpdatable() && !row.isUnfetched(state)) {
                replaced(
                        row,
                        before(row, old, state),
                        row.read(state),
                        row.slot().attribute().onReplace());
            }
        }
    }

    /**
     * Notes a removal.
     *
     * @param state what Hibernate takes for the row's
     */
    void deleted(Object @Nullable [] state) {
        if (session != null) {
            RowStatements.over(session);
        }
        Object[] loaded = isLoadedKnown() ? state : null;
        for (RowFile row : files.rows()) {
            replaced(row, removed(row, loaded), null, row.slot().attribute().onRemove());
        }
    }

    // Of an entity that is or was only read, or that the session never read, Hibernate knows what the application made
    // of it, and no more. One of the second-level cache looks the same.
    private boolean isLoadedKnown() {
        EntityEntry entry = entry();
        return entry != null
                && entry.getLoadedState() != null
                && entry.getLockMode() != LockMode.NONE
                && !FormerlyReadOnly.is(entry);
    }

    private boolean wasReadOnly() {
        EntityEntry entry = entry();
        return entry != null && FormerlyReadOnly.is(entry);
    }

    private @Nullable EntityEntry entry() {
        return session == null ? null : session.getPersistenceContextInternal().getEntry(entity);
    }

    // What did not change is not written by an update that is dynamic.
    private @Nullable FileRef before(RowFile row, Object @Nullable [] loaded, Object[] state) {
        FileRef now = row.read(state);
        boolean isUnwritten = files.isDynamicUpdate()
                && loaded != null
                && !row.isUnfetched(loaded)
                && Objects.equals(row.read(loaded), now)
                && !row.isWrittenBack(loaded, state, entity, persister, requireSession());
        boolean isKnown =
                loaded != null && (isLoadedKnown() || (Objects.equals(row.read(loaded), now) && !wasReadOnly()));
        return isUnwritten ? now : removed(row, isKnown ? loaded : null);
    }

    private @Nullable FileRef removed(RowFile row, Object @Nullable [] loaded) {
        return loaded != null && !row.isUnfetched(loaded) && row.isFaithful() ? row.read(loaded) : inDatabase(row);
    }

    private @Nullable FileRef inDatabase(RowFile row) {
        if (id == null) {
            return null;
        }
        List<FileColumns.Found> found = row.columns().before(persister.getIdentifierType(), id, requireSession());
        return found.isEmpty() ? null : found.get(0).file();
    }

    // Hibernate takes the state for what was written: it goes to the second-level cache, and later comes as loaded.
    private void dropIgnored(Object @Nullable [] loaded, Object[] state, boolean isInDatabase) {
        if (isInDatabase && loaded == null && !persister.canWriteToCache()) {
            return;
        }
        for (RowFile row : files.rows()) {
            FileRef ignored = row.read(state);
            if (ignored != null && !row.isWritten(isInDatabase)) {
                FileRef held = isInDatabase ? kept(row, loaded) : null;
                if (!ignored.equals(held)) {
                    row.put(state, held, persister, requireSession());
                }
            }
        }
    }

    private @Nullable FileRef kept(RowFile row, Object @Nullable [] loaded) {
        return loaded != null && !row.isUnfetched(loaded) && !wasReadOnly() ? row.read(loaded) : inDatabase(row);
    }

    private void replaced(RowFile row, @Nullable FileRef before, @Nullable FileRef now, Retention retention) {
        if (Objects.equals(before, now)) {
            holdAgain(row, now);
            return;
        }
        if (before != null && before.isStored()) {
            SessionTransactions.of(requireSession()).gone(before, holder(row), retention);
        }
        if (now != null) {
            SessionTransactions.of(requireSession()).held(now, holder(row));
        }
    }

    // A file that was given back, because its commit failed, and is stored again: to Hibernate it is the same value.
    private void holdAgain(RowFile row, @Nullable FileRef now) {
        if (now != null && FileRefAccess.isClaimed(now)) {
            TransactionFiles transaction = SessionTransactions.of(requireSession());
            if (transaction.isUnnoted(now)) {
                transaction.held(now, holder(row));
            }
        }
    }

    /** Refuses a session that leaves the rows of collections that are not loaded to the database, unseen. */
    void requireCollectionsSeen() {
        if (!files.collections().isEmpty() && session instanceof StatelessSession) {
            throw new StoredFileException("a StatelessSession does not tell the files in the collections of "
                    + persister.getEntityName() + ", so it cannot be written by it: use a Session to remove it");
        }
    }

    /** Refuses a session that does not tell its changes of collections. */
    void requireCollectionEvents() {
        if (!files.collections().isEmpty()) {
            requireSession();
        }
    }

    // Those of an IDENTITY row or a stateless session, and those that a callback set during the flush.
    private List<RowFile> storeLate(Object[] state, boolean isInDatabase) {
        List<PendingFile> late = new ArrayList<>();
        List<RowFile> lateRows = new ArrayList<>();
        for (RowFile row : files.rows()) {
            FileRef file = row.read(state);
            if (file != null && FileRefAccess.isNew(file) && row.isWritten(isInDatabase)) {
                late.add(new PendingFile(file, row.slot().attribute(), entity, !isInDatabase));
                lateRows.add(row);
            }
        }
        if (!late.isEmpty()) {
            SessionTransactions.store(late, requireSession());
        }
        return lateRows;
    }

    private static void requireWritten(RowFile late, boolean writesAll) {
        if (late.hasSiblings() && !writesAll) {
            throw new StoredFileException("the file of " + late.slot().attribute()
                    + " was set in the flush, by a callback such as @PreUpdate, and with @DynamicUpdate its sibling"
                    + " attributes would not be written: set the file before the flush");
        }
    }

    private void describe(RowFile row, Object[] state, FileRef file) {
        if (row.hasSiblings()) {
            FileMetadata metadata = SessionTransactions.of(requireSession())
                    .metadata(file, row.slot().attribute());
            row.describe(state, metadata);
            if (file.equals(row.slot().read(persister.getValue(entity, row.index())))) {
                row.describe(entity, persister, metadata);
            }
        }
    }

    // Captures neither the entity nor the session: a holder lives until the transaction ends.
    private Holder holder(RowFile row) {
        EntityPersister type = persister;
        RowId rowId = new RowId(id, entity);
        if (!rowId.isKnown()) {
            NewRows.add(rowId, SessionTransactions.of(requireSession()));
        }
        RowHolder holder = new RowHolder(
                type,
                id,
                row.slot().attribute().path(),
                requireSession(),
                row.columns(),
                type.getIdentifierType(),
                open -> rowId.of(type, open));
        RowStatements.add(holder, requireSession());
        return holder;
    }

    private SharedSessionContractImplementor requireSession() {
        if (session == null) {
            throw new StoredFileException(
                    "a StatelessSession of this Hibernate version does not tell its transaction, so "
                            + persister.getEntityName()
                            + " with its file attributes cannot be written by it: use a Session, or Hibernate 7.3 or"
                            + " later");
        }
        return session;
    }
}
