package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.UploadThreads;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Entities with files of 100 KiB, on an S3 server that is 30 ms away: written in transactions, and then read. */
final class Batches {
    private static final int FILES = 500;
    private static final int IN_TRANSACTION = 50;
    private static final int AT_ONCE = 32;
    private static final int FEW = 8;
    private static final byte[] BYTES = new byte[100 << 10];
    private static final String WORK =
            FILES + " entities of 100 KiB, " + IN_TRANSACTION + " a transaction, S3 30 ms away";

    private final int rounds = Integer.getInteger("bench.rounds");
    private long next = 10_000_000;

    void run(Report report) throws Exception {
        try (JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("slow")), IN_TRANSACTION)) {
            S3Storage storage = S3Storage.builder(client, S3.BUCKET).build();
            write(report, sink, client, storage);
            new BatchReads(sink, client, storage).run(report);
        }
    }

    private void write(Report report, JavaProcess sink, S3Client client, S3Storage storage) throws Exception {
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory("files")) {
            int requests = registered(storage, AT_ONCE, () -> requests(sink, () -> repeat(() -> transaction(factory))));
            report.require("requests to store " + FILES + " files in transactions", requests, FILES);
            Map<String, Times> times = new Rounds()
                    .with(() -> persist("ours", factory, storage, AT_ONCE))
                    .with(() -> persist("ours, standard", factory, storage, UploadThreads.STANDARD))
                    .with(() -> persist("ours, few", factory, storage, FEW))
                    .with(() -> put("sdk", client, AT_ONCE))
                    .with(() -> put("sdk, 50", client, IN_TRANSACTION))
                    .with(() -> putInTransactions("sdk, parted", client))
                    .run(Rounds.WARM_UP, rounds);
            Map<String, Times> serial = new Rounds()
                    .with(() -> persist("serial", factory, storage, 1))
                    .run(0, 1);
            compare(report, times, ", 32 threads", "ours", "32 at once", "sdk", "1.3");
            compare(report, times, ", 32 threads", "ours", "waiting after every 50", "sdk, parted", "");
            String standard = ", " + UploadThreads.STANDARD + " threads (unless set)";
            compare(report, times, standard, "ours, standard", "32 at once", "sdk", "1.3");
            compare(report, times, standard, "ours, standard", "50 at once", "sdk, 50", "");
            compare(report, times, ", " + FEW + " threads", "ours, few", "32 at once", "sdk", "");
            report.row(WORK + ", one by one", Report.number(serial.get("serial").median()) + " s", "", "", "");
        }
    }

    private static void compare(
            Report report,
            Map<String, Times> times,
            String how,
            String ours,
            String reference,
            String theirs,
            String target) {
        report.compare(WORK + how, "s", times.get(ours), "raw SDK, " + reference, times.get(theirs), target);
    }

    /** Counts the requests of some work. */
    static int requests(JavaProcess sink, Clock.Work work) throws Exception {
        sink.ask("count");
        work.run();
        return Integer.parseInt(sink.ask("count"));
    }

    private Map<String, Double> persist(String name, EntityManagerFactory factory, S3Storage storage, int threads)
            throws Exception {
        return registered(storage, threads, () -> {
            // Opens the journal and starts the threads.
            transaction(factory);
            return Clock.seconds(name, () -> repeat(() -> transaction(factory)));
        });
    }

    /** Does work while files are kept in this storage. */
    static <T> T registered(S3Storage storage, int threads, Callable<T> work) throws Exception {
        try (var registered = StoredFiles.builder()
                .storage("default", storage)
                .uploadThreads(threads)
                .build()
                .register()) {
            return work.call();
        }
    }

    private static void repeat(Clock.Work transaction) throws Exception {
        for (int i = 0; i < FILES / IN_TRANSACTION; i++) {
            transaction.run();
        }
    }

    private void transaction(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (int i = 0; i < IN_TRANSACTION; i++) {
                Photo photo = new Photo();
                photo.id = next++;
                photo.image = FileRef.of("front.png", BYTES);
                em.persist(photo);
            }
            em.getTransaction().commit();
        }
    }

    private static Map<String, Double> put(String name, S3Client client, int atOnce) throws Exception {
        try (Workers workers = new Workers(atOnce)) {
            put(client, workers, IN_TRANSACTION); // starts the threads
            return Clock.seconds(name, () -> put(client, workers, FILES));
        }
    }

    // As who commits them in between must.
    private static Map<String, Double> putInTransactions(String name, S3Client client) throws Exception {
        try (Workers workers = new Workers(AT_ONCE)) {
            put(client, workers, IN_TRANSACTION);
            return Clock.seconds(name, () -> repeat(() -> put(client, workers, IN_TRANSACTION)));
        }
    }

    private static void put(S3Client client, Workers workers, int files) throws Exception {
        workers.all(
                files,
                i -> () -> client.putObject(
                        request ->
                                request.bucket(S3.BUCKET).key(UUID.randomUUID().toString()),
                        RequestBody.fromBytes(BYTES)));
    }
}
