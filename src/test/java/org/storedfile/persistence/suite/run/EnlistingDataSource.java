package org.storedfile.persistence.suite.run;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** One connection for each JTA transaction, which it takes part in; outside of one, a connection in auto-commit. */
final class EnlistingDataSource extends ForwardingDataSource {
    private static final TransactionSynchronizationRegistry REGISTRY =
            new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple();

    private final XADataSource source;
    private final boolean isPicky;
    private final boolean isStingy;
    private final Set<Transaction> closed = ConcurrentHashMap.newKeySet();
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    EnlistingDataSource(XADataSource source) {
        this(source, false, false);
    }

    /**
     * Makes one that, if it is picky, refuses whoever asks in a transaction that is completed, and if it is stingy, gives
     * connections outside of the transaction once it has closed the first, as some pools do.
     */
    EnlistingDataSource(XADataSource source, boolean isPicky, boolean isStingy) {
        this.source = source;
        this.isPicky = isPicky;
        this.isStingy = isStingy;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = Narayana.manager().getTransaction();
            if (isPicky && transaction != null && isOver(transaction.getStatus())) {
                throw new SQLException("the transaction is not active");
            }
            if (transaction == null || isOver(transaction.getStatus()) || closed.contains(transaction)) {
                return closingAll(taken());
            }
            Connection connection = enlisted.get(transaction);
            return shared(connection != null ? connection : enlist(transaction), transaction);
        } catch (SystemException | RollbackException e) {
            throw new SQLException(e);
        }
    }

    @Override
    void close() {
        // Each transaction closes its own.
    }

    private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection xa = taken();
        transaction.enlistResource(new AnsweringResource(xa.getXAResource(), this::fault));
        Connection connection = xa.getConnection();
        enlisted.put(transaction, connection);
        // Interposed: EclipseLink flushes when the other synchronizations have been called.
        REGISTRY.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(transaction);
                closed.remove(transaction);
                closeQuietly(xa);
            }
        });
        return connection;
    }

    // As a server's data source does: who asks after completion gets a connection outside of the transaction.
    private static boolean isOver(int status) {
        return status == Status.STATUS_ROLLEDBACK || status == Status.STATUS_COMMITTED;
    }

    // A transaction's connection stays open until it ends, as in an application server.
    private Connection shared(Connection connection, Transaction transaction) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("close")) {
                return method.invoke(connection, arguments);
            }
            if (isStingy) {
                closed.add(transaction);
            }
            return null;
        });
    }

    private XAConnection taken() throws SQLException {
        take();
        return source.getXAConnection();
    }

    private Connection closingAll(XAConnection xa) throws SQLException {
        Connection connection = xa.getConnection();
        AtomicBoolean closed = new AtomicBoolean();
        return proxy(Connection.class, (method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (method.getName().equals("close") && !closed.getAndSet(true)) {
                xa.close();
                give();
            }
            return result;
        });
    }

    private void closeQuietly(XAConnection xa) {
        give();
        try {
            xa.close();
        } catch (SQLException e) {
            System.getLogger(EnlistingDataSource.class.getName()).log(System.Logger.Level.WARNING, "not closed", e);
        }
    }
}
