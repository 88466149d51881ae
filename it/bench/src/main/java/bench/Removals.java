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
 * requests by hand.
 */
final class Removals {
    private static final int KEYS = Integer.getInteger("bench.keys", 100_000);
    private static final int BATCH = 1_000;
    private static final int BLOCK = 10_000;
    private static final String NAME = "photos/2026/11/front_";

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
                    .with(() -> Clock.seconds("sdk", () -> delete(client)))
                    .run(0, rounds);
            report.compare(
                    KEYS + " keys removed after a commit, S3 30 ms away",
                    "s",
                    times.get("ours"),
                    "raw batch deletes",
                    times.get("sdk"),
                    "1.1");
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

    private static void delete(S3Client client) {
        for (int from = 1; from <= KEYS; from += BATCH) {
            List<ObjectIdentifier> batch = IntStream.range(from, Math.min(from + BATCH, KEYS + 1))
                    .mapToObj(number -> ObjectIdentifier.builder()
                            .key(NAME + String.format("%012d", number) + ".png")
                            .build())
                    .toList();
            client.deleteObjects(request -> request.bucket(S3.BUCKET)
                    .delete(delete -> delete.quiet(true).objects(batch)));
        }
    }
}
