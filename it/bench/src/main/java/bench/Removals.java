package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.storedfile.StoredFiles;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Removes many entities and so, after the commit, their files: what follows the commit of the rows, beside the same
 * requests by hand, on one thread and on as many as the library has for them.
 */
final class Removals {
    private static final int KEYS = Integer.getInteger("bench.keys", 100_000);
    private static final int BATCH = 1_000;
    private static final int BLOCK = 10_000;
    private static final int AT_ONCE = 2;
    private static final String NAME = "photos/2026/11/front_";

    // Made before the clock starts: whoever removes keys has them.
    private final List<List<ObjectIdentifier>> batches = IntStream.iterate(
                    1, from -> from <= KEYS, from -> from + BATCH)
            .mapToObj(Removals::batch)
            .toList();
    private final int rounds = Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:removals;DB_CLOSE_DELAY=-1", "sa", "");
        CommitWatch commits = new CommitWatch(pool);
        try (JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("slow")));
                var registered = StoredFiles.builder()
                        .storage("default", S3Storage.builder(client, S3.BUCKET).build())
                        .build()
                        .register();
                EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                        "lobs",
                        Map.of(
                                "jakarta.persistence.nonJtaDataSource",
                                commits.watched(),
                                "hibernate.hbm2ddl.auto",
                                "create"))) {
            sink.ask("count");
            remove(factory, commits);
            report.require(
                    "requests after a commit that gives up " + KEYS
                            + " keys (one in eleven looks for unfinished uploads)",
                    Integer.parseInt(sink.ask("count")),
                    (KEYS + BATCH - 1) / BATCH + (KEYS + BLOCK - 1) / BLOCK);
            Map<String, Times> times = new Rounds()
                    .with(() -> Map.of("ours", remove(factory, commits)))
                    .with(() -> delete("sdk", client, 1))
                    .with(() -> delete("sdk, two", client, AT_ONCE))
                    .run(1, rounds);
            String work = KEYS + " keys removed after a commit, S3 30 ms away";
            report.compare(
                    work, "s", times.get("ours"), "raw batch deletes, one after another", times.get("sdk"), "1.1");
            report.compare(work, "s", times.get("ours"), "raw batch deletes, two at a time", times.get("sdk, two"), "");
        } finally {
            pool.dispose();
        }
    }

    // From the commit of the rows until the application goes on.
    private static double remove(EntityManagerFactory factory, CommitWatch commits) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("insert into Photo (id, image) select x, '" + NAME + "' || lpad(x, 12, '0') || '.png'"
                            + " from system_range(1, " + KEYS + ")")
                    .executeUpdate();
            em.createQuery("from Photo", Photo.class).getResultList().forEach(em::remove);
            em.flush();
            commits.restart();
            em.getTransaction().commit();
            return commits.secondsSinceCommit();
        }
    }

    private Map<String, Double> delete(String name, S3Client client, int threads) throws Exception {
        try (Workers workers = new Workers(threads)) {
            return Clock.seconds(
                    name,
                    () -> workers.all(
                            batches.size(),
                            i -> () -> client.deleteObjects(request -> request.bucket(S3.BUCKET)
                                    .delete(delete -> delete.quiet(true).objects(batches.get(i))))));
        }
    }

    private static List<ObjectIdentifier> batch(int from) {
        return IntStream.range(from, Math.min(from + BATCH, KEYS + 1))
                .mapToObj(number -> ObjectIdentifier.builder()
                        .key(NAME + String.format("%012d", number) + ".png")
                        .build())
                .toList();
    }
}
