package org.storedfile.persistence.hibernate;

import static java.util.stream.Collectors.toSet;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.RowGroup;
import org.storedfile.persistence.TransactionDatabase;

/** A column of an entity's row, or an element collection of it. */
final class RowHolder implements Holder {
    /** Returns what the row, or the rows of the collection, are found by; empty if there is no such row. */
    interface RowKey {
        Optional<Object> in(SharedSessionContractImplementor session);
    }

    private final String name;
    private final FileColumns columns;
    private final Type keyType;
    private final RowKey key;
    // Not the Implementor, whose methods have other return types from version to version.
    private final SessionFactory factory;
    private final @Nullable Object tenant;

    // Weak, because a transaction whose end Hibernate 6.6 does not report must not keep its session. Null with JTA,
    // where the session may be closed before the end.
    private final @Nullable WeakReference<SharedSessionContractImplementor> session;
    private final SessionDatabase database;
    private volatile boolean isWritten = true;

    RowHolder(
            EntityPersister persister,
            @Nullable Object id,
            String path,
            SharedSessionContractImplementor session,
            FileColumns columns,
            Type keyType,
            RowKey key) {
        String entity = persister.getEntityName();
        this.name = entity.substring(entity.lastIndexOf('.') + 1) + (id == null ? "" : "#" + id) + "." + path;
        this.columns = columns;
        this.keyType = keyType;
        this.key = key;
        this.factory = session.getFactory();
        this.tenant = session.getTenantIdentifierValue();
        this.session = isJta(session) ? null : new WeakReference<>(session);
        this.database = new SessionDatabase(session);
    }

    /** Notes that the statement that writes the row may not be sent, or fail without the transaction. */
    void unwritten() {
        isWritten = false;
    }

    /** Notes that it did not. */
    void written() {
        isWritten = true;
    }

    @Override
    public boolean isWritten() {
        return isWritten;
    }

    @Override
    public Set<FileLocation> held() {
        return session == null ? heldAfterCommit() : inTransaction(this::held);
    }

    @Override
    public Set<FileLocation> heldNow() {
        return inTransaction(open -> key.in(open)
                .map(row -> locations(columns.afterChange(keyType, row, open)))
                .orElse(Set.of()));
    }

    @Override
    public Optional<RowGroup> group() {
        return columns.selectMany().isEmpty()
                ? Optional.empty()
                : database.session().map(open -> new TableRows(columns, open));
    }

    /** Returns the files that these rows, of one group with this one, have in the transaction. */
    Set<FileLocation> heldNow(List<RowHolder> group) {
        return inTransaction(open -> locations(columns.afterChange(
                keyType,
                group.stream().flatMap(row -> row.key.in(open).stream()).toList(),
                open)));
    }

    @Override
    public Optional<TransactionDatabase> database() {
        return Optional.of(database);
    }

    @Override
    public String toString() {
        return name;
    }

    private <T> T inTransaction(Function<SharedSessionContractImplementor, T> work) {
        if (session == null) {
            return database.in(work);
        }
        SharedSessionContractImplementor open = session.get();
        if (open == null) {
            throw new IllegalStateException("the session is gone");
        }
        return work.apply(open);
    }

    // The thread may still have the completed transaction, in which some data sources give no connection.
    private Set<FileLocation> heldAfterCommit() {
        Session fresh = factory.withOptions()
                .tenantIdentifier(tenant)
                .autoJoinTransactions(false)
                .openSession();
        SharedSessionContractImplementor session = fresh.unwrap(SharedSessionContractImplementor.class);
        Callable<Set<FileLocation>> read = () -> {
            // Closes here, because that may give back the connection; and once, because WildFly makes a second time
            // fail.
            try (fresh) {
                return held(session);
            }
        };
        return session.getTransactionCoordinator().createIsolationDelegate().delegateCallable(read, false);
    }

    private Set<FileLocation> held(SharedSessionContractImplementor open) {
        return key.in(open)
                .map(row -> locations(columns.now(keyType, row, open)))
                .orElse(Set.of());
    }

    private static Set<FileLocation> locations(List<FileRef> files) {
        return files.stream()
                .map(FileRefAccess::location)
                .flatMap(Optional::stream)
                .collect(toSet());
    }

    private static boolean isJta(SharedSessionContractImplementor session) {
        return session.getTransactionCoordinator()
                .getTransactionCoordinatorBuilder()
                .isJta();
    }
}
