package org.storedfile.persistence.hibernate;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.WorkExecutorVisitable;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.journal.Journal;
import org.storedfile.journal.SqlWork;
import org.storedfile.persistence.HistoryTables;
import org.storedfile.persistence.TransactionDatabase;

/** The database as a session's transaction sees it. */
final class SessionDatabase implements TransactionDatabase {
    // Not the Implementor, whose methods have other return types from version to version.
    private final SessionFactory factory;
    private final @Nullable Object tenant;
    private final boolean isJta;
    // Weak, because a transaction whose end Hibernate 6.6 does not report must not keep its session.
    private final WeakReference<SharedSessionContractImplementor> session;

    SessionDatabase(SharedSessionContractImplementor session) {
        this.factory = session.getFactory();
        this.tenant = session.getTenantIdentifierValue();
        this.isJta = session.getTransactionCoordinator()
                .getTransactionCoordinatorBuilder()
                .isJta();
        this.session = new WeakReference<>(session);
    }

    @Override
    public Optional<Journal> journal() {
        return UnitJournals.of(factory).flatMap(unit -> unit.journal());
    }

    @Override
    public Set<FileLocation> inHistory(Collection<FileLocation> locations) {
        HistoryTables history = HistoryTables.of(factory);
        return history.isEmpty() ? Set.of() : in(open -> new SeenHistory(history, open, journal()).holding(locations));
    }

    @Override
    public void run(SqlWork<?> work) {
        WorkExecutorVisitable<Object> visitable = (executor, connection) -> {
            Object result = work.run(connection);
            return result == null ? "" : result;
        };
        try {
            in(open -> open.getJdbcCoordinator().coordinateWork(visitable));
        } catch (StoredFileException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoredFileException("the journal could not be written in the transaction: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isActive() {
        SharedSessionContractImplementor open = session.get();
        return open != null
                && open.getTransactionCoordinator()
                                .getTransactionDriverControl()
                                .getStatus()
                        == TransactionStatus.ACTIVE;
    }

    /** With JTA, others take part in the completion. A session that shares another's connection may not be flushed. */
    @Override
    public boolean isFlushedForCompletion() {
        SharedSessionContractImplementor open = session.get();
        return !isJta
                && open != null
                && open.isOpenOrWaitingForAutoClose()
                && open.getJdbcCoordinator().getJdbcSessionOwner() == open
                && open.getHibernateFlushMode() != FlushMode.MANUAL;
    }

    @Override
    public Object scope() {
        return tenant == null ? "" : tenant;
    }

    /** Tells whether it is that of the same session. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SessionDatabase same
                && same.factory == factory
                && session.get() != null
                && same.session.get() == session.get();
    }

    @Override
    public int hashCode() {
        return factory.hashCode();
    }

    /** Returns the session, unless it is gone. */
    Optional<SharedSessionContractImplementor> session() {
        return Optional.ofNullable(session.get());
    }

    /**
     * Does something in the transaction: in the session itself, or in one of the same transaction if that is closed.
     *
     * @throws StoredFileException if it is closed, and has no JTA transaction
     */
    <T> T in(Function<SharedSessionContractImplementor, T> work) {
        SharedSessionContractImplementor open = session.get();
        if (open != null && open.isOpenOrWaitingForAutoClose()) {
            return work.apply(open);
        }
        if (!isJta) {
            throw new StoredFileException("the session of the transaction is closed");
        }
        try (Session other = factory.withOptions().tenantIdentifier(tenant).openSession()) {
            return work.apply(other.unwrap(SharedSessionContractImplementor.class));
        }
    }
}
