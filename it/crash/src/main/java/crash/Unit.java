package crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The persistence unit, on the database that {@code -Dcrash.database} names. */
final class Unit {
    private static final int CONNECTIONS = 6;
    private static final int CONNECTION_MILLIS = 60_000;
    private static final int START_MILLIS = 30_000;

    private Unit() {}

    static EntityManagerFactory open() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(WatchedConnections.of(source(System.getProperty("crash.database"))));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        // The database may just be starting again.
        pool.setInitializationFailTimeout(START_MILLIS);
        pool.setTransactionIsolation("TRANSACTION_" + System.getProperty("crash.isolation"));
        return Persistence.createEntityManagerFactory(
                "crash", Map.of("jakarta.persistence.nonJtaDataSource", new HikariDataSource(pool)));
    }

    private static DataSource source(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(url);
            return source;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
