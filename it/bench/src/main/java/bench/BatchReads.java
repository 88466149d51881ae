package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.storedfile.UploadThreads;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/** Files of 100 KiB of entities, which are loaded for it, read from an S3 server that is 30 ms away. */
final class BatchReads {
    private static final int FILES = 500;
    private static final int AT_ONCE = 32;

    private final int rounds = Integer.getInteger("bench.rounds");
    private final JavaProcess sink;
    private final S3Client client;
    private final S3Storage storage;

    BatchReads(JavaProcess sink, S3Client client, S3Storage storage) {
        this.sink = sink;
        this.client = client;
        this.storage = storage;
    }

    void run(Report report) throws Exception {
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory("files");
                Workers workers = new Workers(AT_ONCE)) {
            insert(factory);
            Batches.registered(storage, UploadThreads.STANDARD, () -> {
                run(report, factory, workers);
                return null;
            });
        }
    }

    private void run(Report report, EntityManagerFactory factory, Workers workers) throws Exception {
        int requests = Batches.requests(sink, () -> readAtOnce(factory, workers));
        report.require("requests to read " + FILES + " files", requests, FILES);
        Map<String, Times> times = new Rounds()
                .with(() -> Clock.seconds("ours", () -> readAtOnce(factory, workers)))
                .with(() -> Clock.seconds("sdk", () -> workers.all(FILES, i -> () -> get(i))))
                .run(1, rounds);
        compare(report, times, "32 at once");
        Map<String, Times> one = new Rounds()
                .with(() -> Clock.seconds("ours", () -> readOneByOne(factory)))
                .with(() -> Clock.seconds("sdk", this::getOneByOne))
                .run(0, rounds);
        compare(report, one, "one by one");
    }

    private static void compare(Report report, Map<String, Times> times, String how) {
        report.compare(
                "read " + FILES + " files of 100 KiB, " + how + ", S3 30 ms away",
                "s",
                times.get("ours"),
                "raw SDK",
                times.get("sdk"),
                "1.05");
    }

    private static void insert(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("insert into Photo (id, image) select x, '" + Sink.LARGER
                            + "' || x from system_range(1, " + FILES + ")")
                    .executeUpdate();
            em.getTransaction().commit();
        }
    }

    private static void readAtOnce(EntityManagerFactory factory, Workers workers) throws Exception {
        List<Photo> photos = load(factory);
        workers.all(FILES, i -> () -> read(photos.get(i)));
    }

    private static void readOneByOne(EntityManagerFactory factory) throws Exception {
        for (Photo photo : load(factory)) {
            read(photo);
        }
    }

    private static List<Photo> load(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            return em.createQuery("from Photo", Photo.class).getResultList();
        }
    }

    private void getOneByOne() throws Exception {
        for (int i = 0; i < FILES; i++) {
            get(i);
        }
    }

    private static int read(Photo photo) throws Exception {
        try (InputStream in = photo.image.open()) {
            return in.readAllBytes().length;
        }
    }

    private int get(int number) throws Exception {
        try (InputStream in =
                client.getObject(request -> request.bucket(S3.BUCKET).key(Sink.LARGER + number))) {
            return in.readAllBytes().length;
        }
    }
}
