package org.storedfile.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, of which a server is started once. */
final class Postgres extends TestDatabase {
    @Override
    DataSource create() throws SQLException {
        String schema = name();
        execute(Server.SERVER.getPostgresDatabase(), "create schema " + schema);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(Server.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
        return source;
    }

    private static final class Server {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_prepared_transactions", "5")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
