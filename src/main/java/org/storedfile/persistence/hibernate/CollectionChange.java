package org.storedfile.persistence.hibernate;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileRefConverter;
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

    void replaced(List<FileRef> before, @Nullable Object collection) {
        storeLate(collection);
        List<FileRef> now = files.files(collection);
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        TransactionFiles transaction = SessionTransactions.of(requireSession());
        Map<FileLocation, Integer> left = new HashMap<>();
        before.forEach(file -> FileRefAccess.location(file).ifPresent(at -> left.merge(at, 1, Integer::sum)));
        Holder holder = holder();
        for (FileRef file : now) {
            // Stored again after a failed commit, a file is the same value to Hibernate.
            if (!takeOne(left, file) || transaction.isUnnoted(file)) {
                transaction.held(file, holder);
            }
        }
        left.forEach((at, count) -> {
            for (int i = 0; i < count; i++) {
                transaction.gone(FileRefAccess.stored(at), holder);
            }
        });
    }

    private static boolean takeOne(Map<FileLocation, Integer> left, FileRef file) {
        Optional<FileLocation> at = FileRefAccess.location(file);
        int count = at.map(same -> left.getOrDefault(same, 0)).orElse(0);
        if (count > 0) {
            left.put(at.orElseThrow(), count - 1);
        }
        return count > 0;
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
            slot.describe(element, SessionTransactions.of(requireSession()).metadata(file));
        }
    }

    // Captures neither the owner nor the session: a holder lives until the transaction ends.
    private Holder holder() {
        String path = files.slots().get(0).attribute().path();
        AbstractCollectionPersister persister = (AbstractCollectionPersister)
                requireSession().getFactory().getMappingMetamodel().getCollectionDescriptor(files.role());
        CollectionFiles which = files;
        Object owning = key;
        return new RowHolder(
                persister.getOwnerEntityPersister(),
                owning,
                path,
                requireSession(),
                open -> inDatabase(which, persister, owning, open));
    }

    private static List<FileRef> inDatabase(
            CollectionFiles files,
            AbstractCollectionPersister persister,
            @Nullable Object key,
            SharedSessionContractImplementor open) {
        String sql = "select " + String.join(", ", files.columns()) + " from " + persister.getTableName() + " where "
                + String.join(" = ? and ", persister.getKeyColumnNames()) + " = ?";
        try (PreparedStatement select = open.getJdbcCoordinator()
                .getLogicalConnection()
                .getPhysicalConnection()
                .prepareStatement(sql)) {
            persister.getKeyType().nullSafeSet(select, key, 1, open);
            return read(select, files.columns().size());
        } catch (SQLException e) {
            throw new StoredFileException(
                    "the collection " + files.role() + " could not be read: " + e.getMessage(), e);
        }
    }

    private static List<FileRef> read(PreparedStatement select, int columns) throws SQLException {
        FileRefConverter form = new FileRefConverter();
        List<FileRef> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    FileRef file = form.convertToEntityAttribute(rows.getString(i));
                    if (file != null) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private SharedSessionContractImplementor requireSession() {
        if (session == null) {
            throw new StoredFileException("a StatelessSession does not tell the transaction of the collection "
                    + files.role() + ", so its files cannot be written by it: use a Session");
        }
        return session;
    }
}
