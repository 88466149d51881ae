package bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Notes when the database has committed what one thread did. */
final class CommitWatch {
    private final DataSource source;
    private final Thread thread = Thread.currentThread();
    private long committed;

    CommitWatch(DataSource source) {
        this.source = source;
    }

    /** Returns the data source whose commits are noted. */
    DataSource watched() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(() -> method.invoke(source, arguments));
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    /** Notes the next commit of this thread, which is that of the transaction. */
    void restart() {
        committed = 0;
    }

    double secondsSinceCommit() {
        if (committed == 0) {
            throw new IllegalStateException("nothing was committed");
        }
        return (System.nanoTime() - committed) / 1e9;
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(() -> method.invoke(connection, arguments));
            if (method.getName().equals("commit") && Thread.currentThread() == thread && committed == 0) {
                committed = System.nanoTime();
            }
            return result;
        });
    }

    private interface Call {
        Object run() throws Exception;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CommitWatch.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
