package page;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcDataSource;

/** H2, whose branches can be told to refuse their next prepare. Named in web.xml, with these properties. */
public final class RefusingDataSource implements XADataSource {
    // Not a static field: some servers load this class for the application once more.
    private static final String REFUSING = "page.refusing";

    private final JdbcDataSource source = new JdbcDataSource();

    /** Refuses, or no longer. */
    public static void refuse(boolean refusing) {
        System.setProperty(REFUSING, String.valueOf(refusing));
    }

    public void setUrl(String url) {
        source.setURL(url);
    }

    public String getUrl() {
        return source.getURL();
    }

    public void setUser(String user) {
        source.setUser(user);
    }

    public String getUser() {
        return source.getUser();
    }

    public void setPassword(String password) {
        source.setPassword(password);
    }

    public String getPassword() {
        return source.getPassword();
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return wrap(source.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return wrap(source.getXAConnection(user, password));
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
        return Logger.getLogger("org.h2");
    }

    private static XAConnection wrap(XAConnection connection) throws SQLException {
        XAResource resource = wrap(connection.getXAResource());
        return proxy(XAConnection.class, connection, (method, arguments) -> {
            if (method.equals("getXAResource")) {
                return resource;
            }
            return null;
        });
    }

    private static XAResource wrap(XAResource resource) {
        return proxy(XAResource.class, resource, (method, arguments) -> {
            if (method.equals("prepare") && Boolean.getBoolean(REFUSING)) {
                resource.rollback((Xid) arguments[0]);
                throw new XAException(XAException.XA_RBROLLBACK);
            }
            return null;
        });
    }

    /** Answers a method itself, or null to leave it to the object behind. */
    private interface Answer {
        Object to(String method, Object[] arguments) throws XAException;
    }

    private static <T> T proxy(Class<T> type, T behind, Answer answer) {
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
