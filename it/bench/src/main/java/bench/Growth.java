package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How cost grows with the files of a transaction, the entities of a session, and the threads: a picture, and rows of the
 * same numbers.
 */
final class Growth {
    private static final int[] FILES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    private static final int[] ENTITIES = {1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000};
    private static final int[] THREADS = {1, 2, 4, 8, 16, 32, 64};
    private static final int FILES_FOR_THREADS = 128;

    // How often the fewest entities are loaded before the clock starts: by then the JVM has compiled it.
    private static final int WARM_UP = 2_000;
    private static final byte[] BYTES = new byte[Sink.OBJECT_BYTES];

    private final List<XYChart> charts = new ArrayList<>();
    private long next = 50_000_000;

    void run(Report report) throws Exception {
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory("files");
                JavaProcess sink = JavaProcess.start("-Xmx256m", Sink.class);
                S3Client client = S3.client(Integer.parseInt(sink.ask("slow")), 64)) {
            S3Storage s3 = S3Storage.builder(client, S3.BUCKET).build();
            files(report, factory, s3);
            threads(report, factory, s3);
            entities(report, factory);
        }
        Path picture =
                Path.of(System.getProperty("bench.folder"), "..", "growth.png").normalize();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), picture.toString(), BitmapEncoder.BitmapFormat.PNG);
        System.out.println("(" + picture + ")");
    }

    private void files(Report report, EntityManagerFactory factory, Storage storage) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int files : FILES) {
            seconds.add(persist(factory, storage, 8, files));
        }
        plot(report, "One transaction, S3 30 ms away, 8 threads", "files", FILES, seconds);
    }

    private void threads(Report report, EntityManagerFactory factory, Storage storage) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int threads : THREADS) {
            seconds.add(persist(factory, storage, threads, FILES_FOR_THREADS));
        }
        plot(report, FILES_FOR_THREADS + " files in one transaction, S3 30 ms away", "threads", THREADS, seconds);
    }

    private void entities(Report report, EntityManagerFactory factory) throws Exception {
        List<Double> seconds = new ArrayList<>();
        int stored = ENTITIES[0];
        try (var registered = StoredFiles.builder()
                .storage("default", new NoStorage())
                .build()
                .register()) {
            insert(factory, 0, stored);
            for (int i = 0; i < WARM_UP; i++) {
                load(factory, stored);
            }
            for (int entities : ENTITIES) {
                insert(factory, stored, entities);
                stored = entities;
                seconds.add(best(() -> load(factory, entities)));
            }
        }
        plot(report, "Entities loaded in pages of 1 000, one clean flush each", "entities", ENTITIES, seconds);
    }

    private void plot(Report report, String title, String unit, int[] numbers, List<Double> seconds) {
        report.points(title, unit, numbers, seconds);
        XYChart chart = new XYChartBuilder()
                .width(520)
                .height(380)
                .title(title)
                .xAxisTitle(unit)
                .yAxisTitle("seconds")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setLegendVisible(false);
        chart.addSeries(
                unit,
                Arrays.stream(numbers).asDoubleStream().toArray(),
                seconds.stream().mapToDouble(Double::doubleValue).toArray());
        charts.add(chart);
    }

    // What others do to the machine only adds.
    private static double best(Clock.Work work) throws Exception {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, Clock.seconds("", work).get(""));
        }
        return best;
    }

    private double persist(EntityManagerFactory factory, Storage storage, int threads, int files) throws Exception {
        try (var registered = StoredFiles.builder()
                .storage("default", storage)
                .uploadThreads(threads)
                .build()
                .register()) {
            // Opens the journal and starts the threads.
            persist(factory, threads);
            return best(() -> persist(factory, files));
        }
    }

    private void persist(EntityManagerFactory factory, int files) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (int i = 0; i < files; i++) {
                Photo photo = new Photo();
                photo.id = next++;
                photo.image = FileRef.of("front.png", BYTES);
                em.persist(photo);
            }
            em.getTransaction().commit();
        }
    }

    private static void insert(EntityManagerFactory factory, int from, int to) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("insert into Photo (id, image) select x, 'photos/2026/11/front_k3v9x0q' || x || '.png'"
                            + " from system_range(" + (from + 1) + ", " + to + ")")
                    .executeUpdate();
            em.getTransaction().commit();
        }
    }

    private static void load(EntityManagerFactory factory, int entities) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (int from = 0; from < entities; from += 1_000) {
                em.createQuery("from Photo where id > :from and id <= :to", Photo.class)
                        .setParameter("from", (long) from)
                        .setParameter("to", from + 1_000L)
                        .getResultList();
                em.flush();
                em.clear();
            }
            em.getTransaction().commit();
        }
    }
}
