package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.storedfile.StoredFiles;

/** What is done with one entity, as {@link Allocations} has its bytes counted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AllocationBenchmark {
    private static final int ENTITIES = 100;

    @Param({"files", "strings"})
    public String unit;

    private Persisting.Kind<?> kind;
    private StoredFiles.Registration registration;
    private EntityManagerFactory factory;
    private EntityManager loaded;
    private long id;

    @Setup
    public void open() {
        kind = Persisting.Kind.of(unit);
        registration = StoredFiles.builder()
                .storage("default", new NoStorage())
                .build()
                .register();
        factory = Persistence.createEntityManagerFactory(unit);
        LongStream.range(0, ENTITIES).forEach(this::persist);
        loaded = factory.createEntityManager();
        loaded.getTransaction().begin();
        loaded.createQuery("from " + kind.type().getSimpleName(), kind.type()).getResultList();
    }

    // Else the tree of the table grows while it is counted.
    @Setup(Level.Iteration)
    public void empty() {
        id = ENTITIES;
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("delete from " + kind.type().getSimpleName() + " where id >= " + ENTITIES)
                    .executeUpdate();
            em.getTransaction().commit();
        }
    }

    @TearDown
    public void close() {
        loaded.getTransaction().rollback();
        loaded.close();
        factory.close();
        registration.close();
    }

    @Benchmark
    public void persist() {
        persist(id++);
    }

    @Benchmark
    public Object load() {
        try (EntityManager em = factory.createEntityManager()) {
            return em.find(kind.type(), id++ % ENTITIES);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public void flush() {
        loaded.flush();
    }

    private void persist(long id) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(kind.made().apply(id));
            em.getTransaction().commit();
        }
    }
}
