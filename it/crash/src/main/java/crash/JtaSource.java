package crash;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** As a server's data source: each JTA transaction has one connection, which takes part in it. */
final class JtaSource implements DataSource {
    private final XADataSource source;
    private final Manner manner;
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    JtaSource(XADataSource source, Manner manner) {
        this.source = source;
        this.manner = manner;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = Narayana.manager().getTransaction();
            if (transaction == null || isOver(transaction.getStatus())) {
                return alone(source.getXAConnection());
            }
            Connection connection = enlisted.get(transaction);
            return open(connection != null ? connection : enlist(transaction));
        } catch (SystemException | RollbackException e) {
            throw new SQLException(e);
        }
    }

    private static boolean isOver(int status) {
        return status == Status.STATUS_ROLLEDBACK || status == Status.STATUS_COMMITTED;
    }

    private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection branch = source.getXAConnection();
        try {
            return enlist(transaction, branch);
        } catch (SQLException | SystemException | RollbackException | RuntimeException e) {
            enlisted.remove(transaction);
            giveUp(transaction, e);
            close(branch);
            throw e;
        }
    }

    private Connection enlist(Transaction transaction, XAConnection branch)
            throws SQLException, SystemException, RollbackException {
        Connection connection = WatchedConnections.of(branch.getConnection());
        connection.setTransactionIsolation(Unit.level(manner));
        transaction.enlistResource(new WatchedResource(branch.getXAResource()));
        if (manner.isInTwoPhases()) {
            transaction.enlistResource(new Witness());
        }
        enlisted.put(transaction, connection);
        // Interposed: EclipseLink flushes when the other synchronizations have been called.
        Narayana.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(transaction);
                close(branch);
            }
        });
        return connection;
    }

    // It may have the branch already, which nobody can commit once it is closed.
    private static void giveUp(Transaction transaction, Exception reason) {
        try {
            transaction.setRollbackOnly();
        } catch (SystemException | IllegalStateException e) {
            reason.addSuppressed(e);
        }
    }

    // It stays open until the transaction ends.
    private static Connection open(Connection connection) {
        return closing(connection, () -> {});
    }

    private static Connection alone(XAConnection branch) throws SQLException {
        try {
            return closing(branch.getConnection(), () -> close(branch));
        } catch (SQLException e) {
            close(branch);
            throw e;
        }
    }

    private static Connection closing(Connection connection, Runnable close) {
        return WatchedConnections.proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                close.run();
                return null;
            }
            return WatchedConnections.call(connection, method, arguments);
        });
    }

    private static void close(XAConnection branch) {
        try {
            branch.close();
        } catch (SQLException e) {
            // The database is away: so is the connection.
            Logger.getLogger(JtaSource.class.getName()).fine(e.toString());
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
