package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Bytes in the row, beside bytes in a folder: written in one transaction, and read, each from the same database. */
final class Lobs {
    private static final int[][] SIZES = {{4 << 10, 200}, {100 << 10, 100}, {10 << 20, 4}};

    private final int rounds = Integer.getInteger("bench.rounds");
    private long next = 30_000_000;

    void run(Report report) throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("bench.folder"), "lobs-" + UUID.randomUUID()));
        measure(report, "H2, file", "jdbc:h2:file:" + folder.resolve("h2") + ";DB_CLOSE_DELAY=-1", folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            measure(report, "PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"), folder);
        }
    }

    private void measure(Report report, String database, String url, Path folder) throws Exception {
        Map<String, String> settings = Map.of("jakarta.persistence.jdbc.url", url, "hibernate.hbm2ddl.auto", "update");
        try (var registered = StoredFiles.builder()
                        .storage("default", FileSystemStorage.in(folder.resolve("files")))
                        .build()
                        .register();
                EntityManagerFactory factory = Persistence.createEntityManagerFactory("lobs", settings)) {
            for (int[] size : SIZES) {
                measure(report, database, factory, size[0], size[1]);
            }
        }
    }

    private void measure(Report report, String database, EntityManagerFactory factory, int bytes, int files)
            throws Exception {
        byte[] content = new byte[bytes];
        Map<String, Times> times = new Rounds()
                .with(() -> Clock.seconds("file", () -> persist(factory, files, () -> photo(content))))
                .with(() -> Clock.seconds("lob", () -> persist(factory, files, () -> lob(content))))
                .run(1, rounds);
        String size = bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
        report.compare(
                files + " files of " + size + " in one transaction, " + database + " and a folder, fsynced",
                "s",
                times.get("file"),
                "@Lob",
                times.get("lob"),
                "");
        Map<String, Times> reads = new Rounds()
                .with(() -> Clock.seconds("file", () -> read(factory, Photo.class, files, bytes)))
                .with(() -> Clock.seconds("lob", () -> read(factory, Lob.class, files, bytes)))
                .run(1, rounds);
        report.compare(
                "read " + files + " files of " + size + ", " + database + " and a folder",
                "s",
                reads.get("file"),
                "@Lob",
                reads.get("lob"),
                "");
    }

    private interface Maker {
        Object make();
    }

    private void persist(EntityManagerFactory factory, int files, Maker maker) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (int i = 0; i < files; i++) {
                em.persist(maker.make());
            }
            em.getTransaction().commit();
        }
    }

    // The last ones, which are those of the size that is measured.
    private static void read(EntityManagerFactory factory, Class<?> type, int files, int bytes) throws Exception {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            for (Object row : em.createQuery("from " + type.getSimpleName() + " order by id desc", type)
                    .setMaxResults(files)
                    .getResultList()) {
                long length = row instanceof Photo photo
                        ? photo.image.transferTo(java.io.OutputStream.nullOutputStream())
                        : ((Lob) row).bytes.length;
                if (length != bytes) {
                    throw new IllegalStateException(length + " bytes");
                }
            }
            em.getTransaction().commit();
        }
    }

    private Photo photo(byte[] content) {
        Photo photo = new Photo();
        photo.id = next++;
        photo.image = FileRef.of("front.bin", content);
        return photo;
    }

    private Lob lob(byte[] content) {
        Lob lob = new Lob();
        lob.id = next++;
        lob.bytes = content;
        return lob;
    }
}
