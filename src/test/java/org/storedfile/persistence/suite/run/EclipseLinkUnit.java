package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.transaction.Status;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.storedfile.StoredFiles;

/** A persistence unit of EclipseLink with nothing of Stored File but what its classes name. */
public final class EclipseLinkUnit implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final List<String> managed;
    private final boolean jta;
    private final RecordingStorage storage = new RecordingStorage();
    private ForwardingDataSource source;
    private EntityManagerFactory factory;
    private StoredFiles.Registration registration;

    private EclipseLinkUnit(boolean jta, Class<?>... managed) {
        this.jta = jta;
        this.managed = Stream.of(managed).map(Class::getName).toList();
    }

    /** Returns a unit in JTA transactions. */
    public static EclipseLinkUnit jta(Class<?>... managed) {
        return new EclipseLinkUnit(true, managed);
    }

    /** Returns a resource-local unit. */
    public static EclipseLinkUnit local(Class<?>... managed) {
        return new EclipseLinkUnit(false, managed);
    }

    /** Runs {@code work} in a transaction and commits it. */
    public void commit(Consumer<EntityManager> work) {
        run(work, true);
    }

    /** Runs {@code work} in a transaction, flushes, and rolls it back. */
    public void rollback(Consumer<EntityManager> work) {
        run(work.andThen(EntityManager::flush), false);
    }

    /** Returns the first column of all rows. */
    public List<String> rows(String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (results.next()) {
                values.add(results.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Runs a statement in auto-commit. */
    public void execute(String statement) {
        try (Connection connection = source.getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Returns the storage {@code default}. */
    public RecordingStorage storage() {
        return storage;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Names.bind();
        Database database = Database.create();
        source = jta ? new EnlistingDataSource(database.xa()) : new PooledDataSource(database.plain());
        registration = StoredFiles.builder().storage("default", storage).build().register();
        Map<String, Object> settings = new HashMap<>();
        settings.put("eclipselink.ddl-generation", "create-tables");
        settings.put("eclipselink.session-name", managed + context.getUniqueId());
        settings.put("eclipselink.weaving", "false");
        settings.put("eclipselink.logging.level", "OFF");
        settings.put("eclipselink.target-server", jta ? "JBoss" : "None");
        factory = provider().createContainerEntityManagerFactory(info(), settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        storage.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        factory.close();
        registration.close();
        source.close();
    }

    private void run(Consumer<EntityManager> work, boolean commits) {
        try {
            if (jta) {
                inJta(work, commits);
            } else {
                local(work, commits);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void inJta(Consumer<EntityManager> work, boolean commits) throws Exception {
        Narayana.manager().begin();
        try (Closing em = new Closing(factory.createEntityManager())) {
            work.accept(em.manager());
            if (commits) {
                Narayana.manager().commit();
            }
        } finally {
            if (Narayana.manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
                Narayana.manager().rollback();
            }
        }
    }

    private void local(Consumer<EntityManager> work, boolean commits) {
        try (Closing em = new Closing(factory.createEntityManager())) {
            em.manager().getTransaction().begin();
            try {
                work.accept(em.manager());
                if (commits) {
                    em.manager().getTransaction().commit();
                }
            } finally {
                if (em.manager().getTransaction().isActive()) {
                    em.manager().getTransaction().rollback();
                }
            }
        }
    }

    // By name, because the tests are compiled without it.
    private static PersistenceProvider provider() throws ReflectiveOperationException {
        return Class.forName("org.eclipse.persistence.jpa.PersistenceProvider")
                .asSubclass(PersistenceProvider.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private PersistenceUnitInfo info() {
        PersistenceUnitInfo info = new UnitInfo(managed, source, jta, EclipseLinkUnit.class.getClassLoader()).proxy();
        return (PersistenceUnitInfo) Proxy.newProxyInstance(
                EclipseLinkUnit.class.getClassLoader(),
                new Class<?>[] {PersistenceUnitInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPersistenceProviderClassName" -> "org.eclipse.persistence.jpa.PersistenceProvider";
                    case "getPersistenceUnitRootUrl" ->
                        URI.create("file:/nothing/" + managed.hashCode() + "/").toURL();
                    default -> method.invoke(info, arguments);
                });
    }

    private record Closing(EntityManager manager) implements AutoCloseable {
        @Override
        public void close() {
            manager.close();
        }
    }
}
