package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the journal costs: the same transactions of many threads with it, without it, and with intents by hand, on a
 * database that syncs. The JVM compiles the first tens of thousands of transactions, which therefore do not count.
 */
final class Journaled {
    private static final int FILES = Integer.getInteger("bench.files", 5_000);
    private static final int THREADS = 16;
    private static final byte[] BYTES = new byte[4096];

    private final int rounds = Integer.getInteger("bench.rounds");
    private final AtomicLong next = new AtomicLong(40_000_000);
    private final EntityManagerFactory factory;
    private final Workers workers;
    private final HandJournal hand;

    private Journaled(EntityManagerFactory factory, Workers workers, HandJournal hand) {
        this.factory = factory;
        this.workers = workers;
        this.hand = hand;
    }

    static void run(Report report) throws Exception {
        Path folder =
                Files.createDirectories(Path.of(System.getProperty("bench.folder"), "journal-" + UUID.randomUUID()));
        try (Database database = Database.postgres();
                EntityManagerFactory factory = database.open(
                        "lobs", Map.of("hibernate.connection.pool_size", "20", "hibernate.hbm2ddl.auto", "update"));
                Workers workers = new Workers(THREADS);
                HandJournal hand = new HandJournal(database.url());
                JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("port")))) {
            Journaled journaled = new Journaled(factory, workers, hand);
            for (int inTransaction : new int[] {1, 10, 100}) {
                journaled.measure(report, FileSystemStorage.in(folder), "a folder, fsynced", inTransaction);
                Storage s3 = S3Storage.builder(client, S3.BUCKET).build();
                journaled.measure(report, s3, "an S3 server in another process", inTransaction);
            }
        }
    }

    private void measure(Report report, Storage storage, String where, int inTransaction) throws Exception {
        Map<String, Times> times = new Rounds()
                .with(() -> all(storage, inTransaction, true, Optional.empty()))
                .with(() -> all(storage, inTransaction, false, Optional.empty()))
                .with(() -> all(storage, inTransaction, false, Optional.of(hand)))
                .run(Rounds.WARM_UP, rounds);
        String work = FILES + " entities of 4 KiB, " + inTransaction + " a transaction, " + THREADS
                + " threads, PostgreSQL and " + where;
        report.compare(work, "s", times.get("on"), "the journal switched off", times.get("off"), "1.1");
        report.compare(work, "s", times.get("on"), "intents by hand in JDBC", times.get("hand"), "");
        report.row(
                "commits of the journal for each of these transactions",
                Report.number(times.get("commits").median()),
                "",
                "",
                "1");
    }

    private Map<String, Double> all(
            Storage storage, int inTransaction, boolean isJournaled, Optional<HandJournal> intents) throws Exception {
        try (StoredFiles.Registration registered = StoredFiles.builder()
                .storage("default", storage)
                .journal(JournalSettings.builder().enabled(isJournaled).build())
                .build()
                .register()) {
            int transactions = FILES / inTransaction;
            // Opens the journal.
            persist(inTransaction, intents);
            long before = commits();
            double seconds = Clock.seconds(
                            "",
                            () -> workers.all(transactions, number -> () -> {
                                persist(inTransaction, intents);
                                return null;
                            }))
                    .get("");
            if (commits() - before > transactions) {
                throw new IllegalStateException(commits() - before + " commits for " + transactions + " flushes");
            }
            return isJournaled
                    ? Map.of("on", seconds, "commits", (double) (commits() - before) / transactions)
                    : Map.of(intents.isPresent() ? "hand" : "off", seconds);
        }
    }

    private static long commits() {
        return Journal.of(StoredFiles.current()).stream()
                .mapToLong(journal -> journal.status().commits())
                .sum();
    }

    private void persist(int files, Optional<HandJournal> intents) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            intents.ifPresent(by -> em.unwrap(Session.class).doWork(connection -> by.intend(keys(files), connection)));
            for (int i = 0; i < files; i++) {
                Photo photo = new Photo();
                photo.id = next.getAndIncrement();
                photo.image = FileRef.of("front.bin", BYTES);
                em.persist(photo);
            }
            em.getTransaction().commit();
        }
    }

    private static List<String> keys(int number) {
        return Stream.generate(() -> "photos/2026/11/front_" + UUID.randomUUID() + ".bin")
                .limit(number)
                .toList();
    }
}
