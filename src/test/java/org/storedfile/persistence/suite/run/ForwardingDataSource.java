package org.storedfile.persistence.suite.run;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The dull part of a data source, and of proxies around connections. */
abstract class ForwardingDataSource implements DataSource {
    /** Stands before the calls of a connection. */
    interface Calls {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static final int PATIENCE = 5;

    private volatile CommitFault fault = CommitFault.NONE;
    private volatile Semaphore places = new Semaphore(Integer.MAX_VALUE);

    /** Has no more than so many connections in use; who finds none waits in a queue for some seconds, and fails. */
    void limit(int connections) {
        places = new Semaphore(connections, true);
    }

    void take() throws SQLException {
        try {
            if (!places.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("the pool has no connection left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException(e);
        }
    }

    void give() {
        places.release();
    }

    void fault(CommitFault next) {
        fault = next;
    }

    CommitFault fault() {
        return fault;
    }

    abstract void close();

    /** Returns the same source, which tells what is prepared. */
    DataSource logging(Consumer<String> log) {
        return logging(this, log);
    }

    /** Returns a source that tells what is prepared. */
    static DataSource logging(DataSource source, Consumer<String> log) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(source, arguments);
            return result instanceof Connection connection ? logging(connection, log) : result;
        });
    }

    /** Does something with each connection that comes from a source. */
    interface Opening {
        void opened(Connection connection) throws SQLException;
    }

    /** Returns a source that does so. */
    static DataSource opening(DataSource source, Opening opening) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(source, arguments);
            if (result instanceof Connection connection) {
                opening.opened(connection);
            }
            return result;
        });
    }

    private static Connection logging(Connection connection, Consumer<String> log) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().startsWith("prepare") && arguments != null) {
                log.accept((String) arguments[0]);
            }
            return method.invoke(connection, arguments);
        });
    }

    @Override
    public final Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public final PrintWriter getLogWriter() {
        return new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public final void setLogWriter(PrintWriter out) {}

    @Override
    public final void setLoginTimeout(int seconds) {}

    @Override
    public final int getLoginTimeout() {
        return 0;
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return false;
    }

    static <T> T proxy(Class<T> type, Calls calls) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return calls.call(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? ForwardingDataSource.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                handler));
    }
}
