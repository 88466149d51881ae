package org.storedfile.persistence.hibernate;

import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.WorkExecutorVisitable;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.RowGroup;

/** Rows with files in the same columns, as one session sees them. Lives for one question. */
final class TableRows implements RowGroup {
    private final FileColumns columns;
    private final SharedSessionContractImplementor session;

    TableRows(FileColumns columns, SharedSessionContractImplementor session) {
        this.columns = columns;
        this.session = session;
    }

    // If they are serializable, a database may take the reading of rows that it passes on its way for a conflict, or
    // lock them; one row is found by its key.
    @Override
    public Optional<Set<FileLocation>> heldNow(Collection<Holder> holders) {
        if (isSerializable()) {
            return Optional.empty();
        }
        List<RowHolder> rows = holders.stream().map(RowHolder.class::cast).toList();
        return Optional.of(rows.get(0).heldNow(rows));
    }

    private boolean isSerializable() {
        WorkExecutorVisitable<Boolean> look =
                (executor, connection) -> connection.getTransactionIsolation() >= Connection.TRANSACTION_SERIALIZABLE;
        return session.getJdbcCoordinator().coordinateWork(look);
    }

    // By identity: a comparison of the columns would read their statements.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof TableRows rows && rows.columns == columns && rows.session == session;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(columns) + System.identityHashCode(session);
    }
}
