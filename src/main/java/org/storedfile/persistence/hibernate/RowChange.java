package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileMetadata;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.PendingFile;

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
        storeLate(state);
        for (RowFile row : files.rows()) {
            FileRef file = row.read(state);
            if (file != null) {
                SessionTransactions.of(requireSession()).held(file, holder(row));
                describe(row, state, file);
            }
        }
    }

    /**
     * Notes an update.
     *
     * @param writesAll whether what is changed in {@code state} now is written, too
     */
    void updated(Object @Nullable [] old, Object[] state, boolean writesAll) {
        for (RowFile late : storeLate(state)) {
            requireWritten(late, writesAll);
            describe(late, state, Objects.requireNonNull(late.read(state)));
        }
        for (RowFile row : files.rows()) {
            if (!row.isUnfetched(state)) {
                FileRef before = old == null ? null : row.read(old);
                replaced(row, before, row.read(state));
            }
        }
    }

    void deleted(Object[] state) {
        for (RowFile row : files.rows()) {
            replaced(row, row.read(state), null);
        }
    }

    /** Reads the row as it is in the database; null if there is none. */
    Object @Nullable [] inDatabase() {
        return persister.getDatabaseSnapshot(id, requireSession());
    }

    private void replaced(RowFile row, @Nullable FileRef before, @Nullable FileRef now) {
        if (Objects.equals(before, now)) {
            return;
        }
        if (before != null) {
            SessionTransactions.of(requireSession()).gone(before, holder(row));
        }
        if (now != null) {
            SessionTransactions.of(requireSession()).held(now, holder(row));
        }
    }

    // Those of an IDENTITY row or a stateless session, and those that a callback set during the flush.
    private List<RowFile> storeLate(Object[] state) {
        List<PendingFile> late = new ArrayList<>();
        List<RowFile> lateRows = new ArrayList<>();
        for (RowFile row : files.rows()) {
            FileRef file = row.read(state);
            if (file != null && FileRefAccess.isNew(file)) {
                late.add(new PendingFile(file, row.slot().attribute(), entity));
                lateRows.add(row);
            }
        }
        if (!late.isEmpty()) {
            SessionTransactions.requireCommittable(requireSession());
            SessionTransactions.of(requireSession()).store(late);
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
            FileMetadata metadata = SessionTransactions.of(requireSession()).metadata(file);
            row.describe(state, metadata);
            if (file.equals(row.slot().read(persister.getValue(entity, row.index())))) {
                row.describe(entity, persister, metadata);
            }
        }
    }

    private Holder holder(RowFile row) {
        return new RowHolder(persister, id, row.slot().attribute().path(), requireSession(), open -> {
            Object[] now = id == null ? null : persister.getDatabaseSnapshot(id, open);
            FileRef file = now == null ? null : row.read(now);
            return file == null ? List.of() : List.of(file);
        });
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
