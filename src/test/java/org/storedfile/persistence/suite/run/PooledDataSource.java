package org.storedfile.persistence.suite.run;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Hands connections out again once they are closed, for resource-local units. Any number can be in use. */
final class PooledDataSource extends ForwardingDataSource {
    private final DataSource source;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    PooledDataSource(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        take();
        Connection pooled = idle.poll();
        Connection connection = pooled != null ? pooled : source.getConnection();
        AtomicBoolean closed = new AtomicBoolean();
        return proxy(Connection.class, (method, arguments) -> call(connection, closed, method, arguments));
    }

    @Override
    void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Object call(Connection connection, AtomicBoolean closed, Method method, Object[] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> closed.getAndSet(true) ? null : release(connection);
            case "commit" -> commit(connection);
            default -> method.invoke(connection, arguments);
        };
    }

    private Object commit(Connection connection) throws SQLException {
        if (fault() != CommitFault.INSTEAD) {
            connection.commit();
        }
        if (fault() != CommitFault.NONE) {
            throw new SQLException("the answer to the commit was lost", "08007");
        }
        return null;
    }

    private Object release(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            idle.push(connection);
        }
        give();
        return null;
    }
}
