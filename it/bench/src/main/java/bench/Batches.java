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
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Entities with files of 100 KiB, on an S3 server that is 30 ms away: written in transactions, and read. */
final class Batches {
    private static final int FILES = 500;
    private static final int IN_TRANSACTION = 50;
    private static final int AT_ONCE = 32;
    private static final byte[] BYTES = new byte[100 << 10];

    private final int rounds = Integer.getInteger("bench.rounds");
    private long next = 10_000_000;

    void run(Report report) throws Exception {
        try (JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("slow")), IN_TRANSACTION)) {
            S3Storage storage = S3Storage.builder(client, S3.BUCKET).build();
            write(report, sink, client, storage);
            read(report, sink, client, storage);
        }
    }

    private void write(Report report, JavaProcess sink, S3Client client, S3Storage storage) throws Exception {
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory("files")) {
            int requests = registered(storage, AT_ONCE, () -> requests(sink, () -> repeat(() -> transaction(factory))));
            report.require("requests to store " + FILES + " files in transactions", requests, FILES);
            Map<String, Times> times = new Rounds()
                    .with(() -> persist("ours", factory, storage, AT_ONCE))
                    .with(() -> persist("ours, 50", factory, storage, IN_TRANSACTION))
                    .with(() -> persist("ours, standard", factory, storage, UploadThreads.STANDARD))
                    .with(() -> put("sdk", client, AT_ONCE))
                    .with(() -> put("sdk, 50", client, IN_TRANSACTION))
                    .with(() -> putInTransactions("sdk, parted", client))
                    .run(Rounds.WARM_UP, rounds);
            Map<String, Times> serial = new Rounds()
                    .with(() -> persist("serial", factory, storage, 1))
                    .run(0, 1);
            String work = FILES + " entities of 100 KiB, " + IN_TRANSACTION + " a transaction, S3 30 ms away";
            report.compare(work, "s", times.get("ours"), "raw SDK, 32 at once", times.get("sdk"), "1.3");
            report.compare(
                    work, "s", times.get("ours"), "raw SDK, waiting after every 50", times.get("sdk, parted"), "");
            report.compare(
                    work + ", 50 threads", "s", times.get("ours, 50"), "raw SDK, 32 at once", times.get("sdk"), "1.3");
            report.compare(
                    work + ", 50 threads",
                    "s",
                    times.get("ours, 50"),
                    "raw SDK, 50 at once",
                    times.get("sdk, 50"),
                    "");
            report.compare(
                    work + ", " + UploadThreads.STANDARD + " threads (unless set)",
                    "s",
                    times.get("ours, standard"),
                    "raw SDK, 32 at once",
                    times.get("sdk"),
                    "");
            report.row(work + ", one by one", Report.number(serial.get("serial").median()) + " s", "", "", "");
        }
    }

    private void read(Report report, JavaProcess sink, S3Client client, S3Storage storage) throws Exception {
        int requests = requests(sink, () -> readAtOnce(storage));
        report.require("requests to read " + FILES + " files", requests, FILES);
        Map<String, Times> times = new Rounds()
                .with(() -> Clock.seconds("ours", () -> readAtOnce(storage)))
                .with(() -> Clock.seconds("sdk", () -> getAtOnce(client)))
                .run(1, rounds);
        report.compare(
                "read 500 files of 100 KiB, 32 at once, S3 30 ms away",
                "s",
                times.get("ours"),
                "raw SDK",
                times.get("sdk"),
                "1.05");
        Map<String, Times> one = new Rounds()
                .with(() -> Clock.seconds("ours", () -> readOneByOne(storage)))
                .with(() -> Clock.seconds("sdk", () -> getOneByOne(client)))
                .run(0, rounds);
        report.compare(
                "read 500 files of 100 KiB, one by one, S3 30 ms away",
                "s",
                one.get("ours"),
                "raw SDK",
                one.get("sdk"),
                "1.05");
    }

    private static int requests(JavaProcess sink, Clock.Work work) throws Exception {
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

    private static <T> T registered(S3Storage storage, int threads, Callable<T> work) throws Exception {
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

    private static void readAtOnce(S3Storage storage) throws Exception {
        try (Workers workers = new Workers(AT_ONCE)) {
            workers.all(FILES, i -> () -> read(storage, i));
        }
    }

    private static void getAtOnce(S3Client client) throws Exception {
        try (Workers workers = new Workers(AT_ONCE)) {
            workers.all(FILES, i -> () -> get(client, i));
        }
    }

    private static void readOneByOne(S3Storage storage) throws Exception {
        for (int i = 0; i < FILES; i++) {
            read(storage, i);
        }
    }

    private static void getOneByOne(S3Client client) throws Exception {
        for (int i = 0; i < FILES; i++) {
            get(client, i);
        }
    }

    private static int read(S3Storage storage, int number) throws Exception {
        try (var in = storage.read(Key.of(Sink.LARGER + number))) {
            return in.readAllBytes().length;
        }
    }

    private static int get(S3Client client, int number) throws Exception {
        try (var in = client.getObject(request -> request.bucket(S3.BUCKET).key(Sink.LARGER + number))) {
            return in.readAllBytes().length;
        }
    }
}
