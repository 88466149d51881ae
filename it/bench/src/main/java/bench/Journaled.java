package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What the journal costs: the same transactions of many threads with it and without it, on a database that syncs. */
final class Journaled {
    private static final int FILES = Integer.getInteger("bench.files", 5_000);
    private static final int THREADS = 16;
    private static final byte[] BYTES = new byte[4096];

    private final int rounds = Integer.getInteger("bench.rounds");
    private final AtomicLong next = new AtomicLong(40_000_000);

    void run(Report report) throws Exception {
        Path folder =
                Files.createDirectories(Path.of(System.getProperty("bench.folder"), "journal-" + UUID.randomUUID()));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                        "lobs",
                        Map.of(
                                "jakarta.persistence.jdbc.url",
                                postgres.getJdbcUrl("postgres", "postgres"),
                                "hibernate.connection.pool_size",
                                "20",
                                "hibernate.hbm2ddl.auto",
                                "update"));
                Workers workers = new Workers(THREADS)) {
            requireSynced(factory);
            for (int inTransaction : new int[] {1, 10}) {
                measure(report, folder, factory, workers, inTransaction);
            }
        }
    }

    private void measure(Report report, Path folder, EntityManagerFactory factory, Workers workers, int inTransaction)
            throws Exception {
        Map<String, Times> times = new Rounds()
                .with(() -> all(folder, factory, workers, inTransaction, true))
                .with(() -> all(folder, factory, workers, inTransaction, false))
                .run(1, rounds);
        report.compare(
                FILES + " entities of 4 KiB, " + inTransaction + " a transaction, " + THREADS
                        + " threads, PostgreSQL and a folder, fsynced",
                "s",
                times.get("on"),
                "the journal switched off",
                times.get("off"),
                "1.1");
        report.row(
                "commits of the journal for each of these transactions",
                Report.number(times.get("commits").median()),
                "",
                "",
                "1");
    }

    private Map<String, Double> all(
            Path folder, EntityManagerFactory factory, Workers workers, int inTransaction, boolean isJournaled)
            throws Exception {
        try (StoredFiles.Registration registered = StoredFiles.builder()
                .storage("default", FileSystemStorage.in(folder))
                .journal(JournalSettings.builder().enabled(isJournaled).build())
                .build()
                .register()) {
            int transactions = FILES / inTransaction;
            // Opens the journal.
            persist(factory, inTransaction);
            long before = commits();
            double seconds = Clock.seconds(
                            "",
                            () -> workers.all(transactions, number -> () -> {
                                persist(factory, inTransaction);
                                return null;
                            }))
                    .get("");
            if (commits() - before > transactions) {
                throw new IllegalStateException(commits() - before + " commits for " + transactions + " flushes");
            }
            return isJournaled
                    ? Map.of("on", seconds, "commits", (double) (commits() - before) / transactions)
                    : Map.of("off", seconds);
        }
    }

    private static long commits() {
        return Journal.of(StoredFiles.current()).stream()
                .mapToLong(journal -> journal.status().commits())
                .sum();
    }

    private void persist(EntityManagerFactory factory, int files) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (int i = 0; i < files; i++) {
                Photo photo = new Photo();
                photo.id = next.getAndIncrement();
                photo.image = FileRef.of("front.bin", BYTES);
                em.persist(photo);
            }
            em.getTransaction().commit();
        }
    }

    // Without it a commit costs nothing, with a journal or without.
    private static void requireSynced(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            Object fsync = em.createNativeQuery("show fsync", String.class).getSingleResult();
            if (!"on".equals(fsync)) {
                throw new IllegalStateException("PostgreSQL does not sync: fsync is " + fsync);
            }
        }
    }
}
