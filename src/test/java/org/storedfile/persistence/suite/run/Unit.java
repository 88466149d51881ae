package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Storage;

/**
 * A persistence unit with a database of its own and the storages {@code default} and {@code archive}. As a static
 * extension it lives as long as its test class; storages and log are empty before each test, tables are not.
 */
public final class Unit implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, AutoCloseable {
    private final List<String> managed;
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Callable<Storage>> others = new HashMap<>();
    private final SqlLog sql = new SqlLog();
    private Consumer<StoredFiles.Builder> options = builder -> {};
    private ClassLoader loader = Unit.class.getClassLoader();
    private RecordingStorage storage = new RecordingStorage();
    private RecordingStorage archive = new RecordingStorage();
    private boolean jta;
    private boolean isPicky;
    private boolean isStingy;
    private boolean hasNonJta;
    private boolean isSecond;
    private int connections = Integer.MAX_VALUE;
    private Optional<Database> elsewhere = Optional.empty();
    private Database database;
    private ForwardingDataSource source;
    private EntityManagerFactory factory;
    private StoredFiles.Registration registration = () -> {};

    private Unit(List<String> managed) {
        this.managed = managed;
    }

    /** Returns a resource-local unit of these classes, not started. */
    public static Unit of(Class<?>... managed) {
        return new Unit(Stream.of(managed).map(Class::getName).toList());
    }

    /** Tells whether the databases of units are of MariaDB. */
    public static boolean isOnMaria() {
        return Database.isMaria();
    }

    /** Makes it a JTA unit. */
    public Unit jta() {
        jta = true;
        return this;
    }

    /** Has the data source refuse whoever asks it in a transaction that is completed. */
    public Unit picky() {
        isPicky = true;
        return this;
    }

    /**
     * Has the data source give a transaction no connection any more that takes part in it, once it closed the first, and
     * the unit a non-JTA data source.
     */
    public Unit stingy() {
        isStingy = true;
        return nonJta();
    }

    /** Gives it a non-JTA data source beside its pool. */
    public Unit nonJta() {
        hasNonJta = true;
        return this;
    }

    /** Has its pool give no more than so many connections at once. */
    public Unit connections(int most) {
        connections = most;
        return this;
    }

    /** Has its rows there, in a database that is no other unit's. */
    public Unit on(DataSource other) {
        elsewhere = Optional.of(new Database(other, null));
        return this;
    }

    /** Adds a setting. */
    public Unit with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    /** Returns a resource-local unit of classes that are found by the loader, not started. */
    public static Unit ofNamed(ClassLoader loader, String... managed) {
        return new Unit(List.of(managed)).loader(loader);
    }

    /** Loads the managed classes with {@code other}. */
    public Unit loader(ClassLoader other) {
        loader = other;
        return this;
    }

    /** Adds a storage, which is made when the unit starts. */
    public Unit storage(String name, Callable<Storage> other) {
        others.put(name, other);
        return this;
    }

    /** Sets options of its {@link StoredFiles}. */
    public Unit files(Consumer<StoredFiles.Builder> more) {
        options = more;
        return this;
    }

    /** Makes it the second unit of the application of {@code first}, which is started before: they share storages. */
    public Unit beside(Unit first) {
        storage = first.storage;
        archive = first.archive;
        isSecond = true;
        return this;
    }

    /** Starts it. */
    public Unit start() {
        database = elsewhere.orElseGet(Database::create);
        source = jta
                ? new EnlistingDataSource(database.xa(), isPicky, isStingy)
                : new PooledDataSource(database.plain());
        source.limit(connections);
        if (hasNonJta) {
            settings.put("jakarta.persistence.nonJtaDataSource", apart());
        }
        registration = isSecond ? registration : register();
        try {
            factory = Provider.current().start(new Provider.Definition(managed, source, jta, loader, settings, sql));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    /** Begins a transaction with a new entity manager in it. */
    public Work begin() {
        if (!jta) {
            EntityManager em = factory.createEntityManager();
            em.getTransaction().begin();
            return new Work(em, false);
        }
        try {
            Narayana.manager().begin();
        } catch (jakarta.transaction.NotSupportedException | jakarta.transaction.SystemException e) {
            throw new IllegalStateException(e);
        }
        return new Work(factory.createEntityManager(), true);
    }

    /** Runs {@code work} in a transaction and commits it. */
    public void commit(Consumer<EntityManager> work) {
        try (Work transaction = begin()) {
            work.accept(transaction.em());
            transaction.commit();
        }
    }

    /** Runs {@code work} in a transaction, commits it, and returns the result. */
    public <T> T compute(Function<EntityManager, T> work) {
        try (Work transaction = begin()) {
            T result = work.apply(transaction.em());
            transaction.commit();
            return result;
        }
    }

    /** Persists {@code entity} in a transaction of its own and returns it. */
    public <T> T save(T entity) {
        commit(em -> em.persist(entity));
        return entity;
    }

    /** Runs {@code work} in a transaction, flushes, and rolls it back. */
    public void rollback(Consumer<EntityManager> work) {
        try (Work transaction = begin()) {
            work.accept(transaction.em());
            transaction.em().flush();
            transaction.rollback();
        }
    }

    /** Does something on the connection of the entity manager's transaction, behind the provider's back. */
    public static void connected(EntityManager em, Connected work) {
        try {
            Provider.current().connected(em, work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first column of the first row as JDBC gives it; empty for NULL or no row. */
    public Optional<String> value(String query, Object... parameters) {
        List<String> row = rows(query, parameters);
        return row.isEmpty() ? Optional.empty() : Optional.ofNullable(row.get(0));
    }

    /** Returns the first column of all rows. */
    public List<String> rows(String query, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new java.util.ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    values.add(results.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Returns where connections to its database come from. */
    public DataSource source() {
        return source;
    }

    /** Returns where connections to its database come from beside its pool, once it starts. */
    public DataSource apart() {
        return database.plain();
    }

    /** Returns the same, which tells what is prepared. */
    public DataSource apart(Consumer<String> prepared) {
        return ForwardingDataSource.logging(database.plain(), prepared);
    }

    /** Returns where connections to its database come from that end branches of XA transactions in doubt. */
    public XADataSource xa() {
        return database.xa();
    }

    /** Makes a schema, and returns where connections to the same database come from that show it. */
    public DataSource apart(String schema) {
        return database.showing(schema);
    }

    /** Returns what its connections name the schema of its tables. */
    public String schema() {
        return database.schema();
    }

    /** Has the server end the connections that are in no transaction that changed anything: that of the journal. */
    public void endIdleConnections() {
        database.endIdle();
    }

    /** Decides how commits are answered, until {@link CommitFault#NONE}. */
    public void commits(CommitFault fault) {
        source.fault(fault);
    }

    List<String> managed() {
        return managed;
    }

    /** Returns the factory. */
    public EntityManagerFactory factory() {
        return factory;
    }

    /** Returns the storage {@code default}. */
    public RecordingStorage storage() {
        return storage;
    }

    /** Returns the storage {@code archive}. */
    public RecordingStorage archive() {
        return archive;
    }

    /** Returns the statements since the test began or the log was cleared. */
    public SqlLog sql() {
        return sql;
    }

    private StoredFiles.Registration register() {
        // A storage that fails in one test does not rest in the next ones.
        StoredFiles.Builder files = StoredFiles.builder()
                .storage("default", storage)
                .storage("archive", archive)
                .journal(JournalSettings.builder().backOff(Duration.ZERO).build());
        others.forEach((name, other) -> files.storage(name, made(other)));
        options.accept(files);
        return files.build().register();
    }

    private static Storage made(Callable<Storage> storage) {
        try {
            return storage.call();
        } catch (Exception e) {
            throw new IllegalStateException("no storage", e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        source.fault(CommitFault.NONE);
        storage.reset();
        archive.reset();
        sql.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        if (factory != null && factory.isOpen()) {
            factory.close();
        }
        registration.close();
        source.close();
    }
}
