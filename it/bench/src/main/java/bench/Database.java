package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the rows are: in the memory of this process, or on a PostgreSQL server that syncs them. */
final class Database implements AutoCloseable {
    private final String name;
    private final Optional<EmbeddedPostgres> server;

    private Database(String name, Optional<EmbeddedPostgres> server) {
        this.name = name;
        this.server = server;
    }

    /** Returns the one that each unit of persistence.xml names. */
    static Database memory() {
        return new Database("H2 in memory", Optional.empty());
    }

    /** Starts a PostgreSQL server. */
    static Database postgres() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Database("PostgreSQL", Optional.of(server));
    }

    /**
     * Opens a unit.
     *
     * @param settings besides the database
     */
    EntityManagerFactory open(String unit, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        server.ifPresent(postgres -> all.put("jakarta.persistence.jdbc.url", url()));
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit, all);
        if (server.isPresent()) {
            requireSynced(factory);
        }
        return factory;
    }

    /** Returns its address. */
    String url() {
        return server.orElseThrow().getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    // Without it a commit costs nothing.
    private static void requireSynced(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            Object fsync = em.createNativeQuery("show fsync", String.class).getSingleResult();
            if (!"on".equals(fsync)) {
                throw new IllegalStateException("PostgreSQL does not sync: fsync is " + fsync);
            }
        }
    }
}
