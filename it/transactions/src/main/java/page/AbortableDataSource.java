package page;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2, whose connections close when they are aborted, as those of other databases do. Its own do nothing then, and
 * Liberty aborts the connections of a transaction that timed out instead of rolling it back.
 */
public class AbortableDataSource implements XADataSource {
    private final JdbcDataSource source = new JdbcDataSource();

    public final void setUrl(String url) {
        source.setURL(url);
    }

    public final String getUrl() {
        return source.getURL();
    }

    public final void setUser(String user) {
        source.setUser(user);
    }

    public final String getUser() {
        return source.getUser();
    }

    public final void setPassword(String password) {
        source.setPassword(password);
    }

    public final String getPassword() {
        return source.getPassword();
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return abortable(source.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return abortable(source.getXAConnection(user, password));
    }

    @Override
    public final PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public final void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public final void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public final int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getLogger("org.h2");
    }

    private static XAConnection abortable(XAConnection physical) {
        return proxy(
                XAConnection.class,
                physical,
                (method, arguments) ->
                        method.equals("getConnection") ? abortable(physical.getConnection(), physical) : null);
    }

    private static Connection abortable(Connection connection, XAConnection physical) {
        return proxy(Connection.class, connection, (method, arguments) -> {
            if (method.equals("abort")) {
                physical.close();
            }
            return null;
        });
    }

    /** Answers a method itself, or null to leave it to the object behind. */
    interface Answer {
        Object to(String method, Object[] arguments) throws XAException, SQLException;
    }

    static <T> T proxy(Class<T> type, T behind, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object own = answer.to(method.getName(), arguments);
                    if (own != null) {
                        return own;
                    }
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
