package page;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * H2, whose branches can be told to refuse to prepare, or to lose their connection when they are to commit. Named in
 * web.xml, with these properties.
 */
public final class RefusingDataSource extends AbortableDataSource {
    // Not static fields: some servers load this class for the application once more.
    private static final String REFUSING = "page.refusing";
    private static final Set<String> ENDING = Set.of("close", "rollback", "commit", "setAutoCommit");
    private static final String IN_DOUBT = "page.in-doubt";

    /** Refuses {@code prepare} or {@code commit}, or nothing. */
    public static void refuse(String method) {
        System.setProperty(REFUSING, method);
    }

    /** Ends the branch in doubt, by {@code commit} or {@code rollback}, as somebody does who looks after the database. */
    public static void end(String how) throws Exception {
        ((Callable<?>) ((Map<?, ?>) System.getProperties().remove(IN_DOUBT)).get(how)).call();
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return wrap(super.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return wrap(super.getXAConnection(user, password));
    }

    private static XAConnection wrap(XAConnection connection) throws SQLException {
        Loss loss = new Loss(connection);
        XAResource resource = wrap(connection.getXAResource(), loss);
        return proxy(XAConnection.class, connection, (method, arguments) -> {
            if (method.equals("addConnectionEventListener")) {
                loss.listeners.add((ConnectionEventListener) arguments[0]);
            }
            loss.check(method);
            return switch (method) {
                case "getXAResource" -> resource;
                case "getConnection" -> wrap(connection.getConnection(), loss);
                default -> null;
            };
        });
    }

    private static Connection wrap(Connection connection, Loss loss) {
        return proxy(Connection.class, connection, (method, arguments) -> {
            loss.check(method);
            return null;
        });
    }

    private static XAResource wrap(XAResource resource, Loss loss) {
        return proxy(XAResource.class, resource, (method, arguments) -> {
            if (method.equals(System.getProperty(REFUSING))) {
                Xid branch = (Xid) arguments[0];
                if (method.equals("prepare")) {
                    resource.rollback(branch);
                    throw new XAException(XAException.XA_RBROLLBACK);
                }
                loss.of(resource, branch);
                throw new XAException(XAException.XAER_RMFAIL);
            }
            return null;
        });
    }

    /** What a connection leaves behind when it is lost. */
    private static final class Loss {
        private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
        private final XAConnection connection;
        private volatile boolean isLost;

        Loss(XAConnection connection) {
            this.connection = connection;
        }

        // H2 would roll the branch back.
        void check(String method) throws SQLException {
            if (isLost && ENDING.contains(method)) {
                throw new SQLException("the connection is lost");
            }
        }

        void of(XAResource resource, Xid branch) {
            isLost = true;
            Callable<Void> commit = () -> {
                resource.commit(branch, false);
                connection.close();
                return null;
            };
            Callable<Void> rollback = () -> {
                resource.rollback(branch);
                connection.close();
                return null;
            };
            System.getProperties().put(IN_DOUBT, Map.of("commit", commit, "rollback", rollback));
            ConnectionEvent lost = new ConnectionEvent(connection, new SQLException("the connection is lost"));
            listeners.forEach(listener -> listener.connectionErrorOccurred(lost));
        }
    }
}
