package crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;

/** The persistence unit, on the database that {@code -Dcrash.database} names, as a {@link Manner} says. */
final class Unit implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final int CONNECTION_MILLIS = 60_000;
    private static final int START_MILLIS = 30_000;
    private static final Duration LATER = Duration.ofMillis(1500);

    /** In a hurry: what a dead node left is removed twice within seconds. */
    private static final JournalSettings JOURNAL = JournalSettings.builder()
            .grace(Duration.ofMillis(2500))
            .linger(Duration.ofMillis(2500))
            .interval(Duration.ofMillis(200))
            .backOff(Duration.ofMillis(200))
            .build();

    private final Manner manner;
    private final StoredFiles.Registration registration;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final Upkeep upkeep;

    private Unit(
            Manner manner,
            StoredFiles.Registration registration,
            HikariDataSource pool,
            EntityManagerFactory factory,
            Upkeep upkeep) {
        this.manner = manner;
        this.registration = registration;
        this.pool = pool;
        this.factory = factory;
        this.upkeep = upkeep;
    }

    static Unit open(Manner manner) throws IOException {
        JournalSettings journal = JOURNAL.with()
                .removeAfter(manner.isPatient() ? LATER : Duration.ZERO)
                .build();
        StoredFiles.Builder storages = StoredFiles.builder()
                .storage("default", Place.open())
                .exclusive("default")
                .journal(journal);
        String attic = System.getProperty("crash.attic", "");
        if (!attic.isEmpty()) {
            storages.storage("attic", Place.attic(Path.of(attic))).exclusive("attic");
        }
        StoredFiles files = storages.build();
        StoredFiles.Registration registration = files.register();
        String url = System.getProperty("crash.database");
        HikariDataSource pool = pool(url, manner);
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.nonJtaDataSource", pool);
        if (manner.isJta()) {
            settings.put("jakarta.persistence.jtaDataSource", new JtaSource(branches(url), manner));
        }
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(manner.unit(), settings);
        // EclipseLink starts with the first one.
        factory.createEntityManager().close();
        return new Unit(manner, registration, pool, factory, new Upkeep(files, factory));
    }

    /** Begins a transaction. */
    Scope begin() {
        return manner.isJta() ? JtaScope.begin(factory) : LocalScope.begin(factory.createEntityManager());
    }

    Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public void close() {
        factory.close();
        registration.close();
        pool.close();
    }

    static int level(Manner manner) {
        return switch (manner.isolation()) {
            case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
            case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
            case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
        };
    }

    private static HikariDataSource pool(String url, Manner manner) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(WatchedConnections.of(source(url)));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        // The database may just be starting again.
        pool.setInitializationFailTimeout(START_MILLIS);
        pool.setTransactionIsolation("TRANSACTION_" + manner.isolation());
        return new HikariDataSource(pool);
    }

    private static DataSource source(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return h2(url);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setApplicationName("node " + ProcessHandle.current().pid());
        return source;
    }

    private static XADataSource branches(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return h2(url);
        }
        PGXADataSource source = new PGXADataSource();
        source.setUrl(url);
        source.setApplicationName(Narayana.identifier(ProcessHandle.current().pid()));
        return source;
    }

    private static JdbcDataSource h2(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }
}
