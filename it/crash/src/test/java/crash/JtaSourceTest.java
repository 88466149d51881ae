package crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the nodes' data source does in JTA transactions, as a server's does. */
class JtaSourceTest {
    private static final Manner MANNER =
            new Manner(Manner.Provider.HIBERNATE, Manner.Transactions.JTA, Manner.Isolation.READ_COMMITTED, false);

    private final JdbcDataSource database = new JdbcDataSource();

    JtaSourceTest() {
        database.setURL("jdbc:h2:mem:source;DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void end() throws Exception {
        if (Narayana.manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
            Narayana.manager().rollback();
        }
    }

    @Test
    void commitsWhatItsConnectionDid() throws Exception {
        JtaSource source = new JtaSource(database, MANNER);
        Narayana.manager().begin();
        execute(source.getConnection(), "create table if not exists done (id integer)");
        execute(source.getConnection(), "insert into done values (1)");

        Narayana.manager().commit();

        execute(source.getConnection(), "select * from done");
        assertEquals(Status.STATUS_NO_TRANSACTION, Narayana.manager().getStatus());
    }

    // Whoever swallows the exception would commit what others did, without what was to be done here.
    @Test
    void leavesRollbackAsTheOnlyWayIfItHasNoConnection() throws Exception {
        JtaSource source = new JtaSource(broken(), MANNER);
        Narayana.manager().begin();

        assertThrows(SQLException.class, source::getConnection);

        assertEquals(Status.STATUS_MARKED_ROLLBACK, Narayana.manager().getStatus());
        assertThrows(RollbackException.class, Narayana.manager()::commit);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns one whose connections cannot be used. */
    private XADataSource broken() {
        return WatchedConnections.proxy(XADataSource.class, (proxy, method, arguments) -> {
            XAConnection branch = database.getXAConnection();
            return WatchedConnections.proxy(XAConnection.class, (any, called, values) -> {
                Object result = WatchedConnections.call(branch, called, values);
                if (result instanceof Connection connection) {
                    connection.close();
                }
                return result;
            });
        });
    }
}
