package org.storedfile.persistence.suite.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** An empty database in memory or in a server of this JVM; which one, {@code -Dstoredfile.test.database} says. */
record Database(DataSource plain, XADataSource xa) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static boolean isPostgres() {
        return named().equals("postgresql");
    }

    static boolean isMaria() {
        return named().equals("mariadb");
    }

    private static String named() {
        return System.getProperty("storedfile.test.database", "h2");
    }

    static Database create() {
        String name = "unit" + NUMBER.incrementAndGet();
        try {
            return switch (named()) {
                case "postgresql" -> postgres(name);
                case "mariadb" -> maria(name);
                default -> h2(name);
            };
        } catch (SQLException e) {
            throw new IllegalStateException("no database", e);
        }
    }

    /** Returns the schema of its tables. */
    String schema() {
        try (Connection connection = plain.getConnection()) {
            return isMaria() ? connection.getCatalog() : connection.getSchema();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a schema, and returns where connections come from that show it. */
    DataSource showing(String schema) {
        String name = schema() + "_" + schema;
        try (Connection connection = plain.getConnection()) {
            execute(connection, "create schema " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String show = isPostgres() ? "set search_path to " : isMaria() ? "use " : "set schema ";
        return ForwardingDataSource.opening(plain, connection -> execute(connection, show + name));
    }

    /** Has the server end the sessions of its connections that have changed nothing since their last commit. */
    void endIdle() {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery(idle())) {
            while (ended.next()) {
                if (isMaria()) {
                    execute(connection, "kill " + ended.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // On PostgreSQL and H2 it ends them itself.
    private static String idle() {
        return switch (named()) {
            case "postgresql" -> """
                    select pg_terminate_backend(pid, 10000) from pg_stat_activity where state = 'idle'
                    and application_name = current_setting('application_name') and pid <> pg_backend_pid()""";
            case "mariadb" -> """
                    select id from information_schema.processlist where db = database() and id <> connection_id()
                    and id not in (select trx_mysql_thread_id from information_schema.innodb_trx)""";
            default -> """
                    select abort_session(session_id) from information_schema.sessions
                    where not contains_uncommitted and session_id <> session_id()""";
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Database h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1"
                + Provider.current().h2Options() + Isolation.ofH2());
        return new Database(source, source);
    }

    private static Database postgres(String schema) throws SQLException {
        DataSource server = Postgres.SERVER.getPostgresDatabase();
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        String url = Postgres.SERVER.getJdbcUrl("postgres", "postgres") + "&ApplicationName=" + schema
                + "&currentSchema=" + schema + Isolation.ofPostgres();
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setURL(url);
        PGXADataSource xa = new PGXADataSource();
        xa.setURL(url);
        return new Database(plain, xa);
    }

    private static Database maria(String name) throws SQLException {
        MariaDbDataSource source = new MariaDbDataSource(MariaServer.create(name));
        return new Database(source, source);
    }

    // Started by the first unit that needs it; ends with the JVM.
    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_prepared_transactions", "20")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
