package bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;

/**
 * Entities with small files in a folder, at each level of durability, beside the same files and rows by hand. Nothing is
 * removed meanwhile: ext4 makes files several times slower just after mass removals.
 */
final class DurableFiles {
    private static final int FILES = Integer.getInteger("bench.files", 5_000);
    private static final int IN_TRANSACTION = 100;
    private static final int THREADS = 16;
    private static final byte[] BYTES = new byte[4096];

    private final Path folder = Path.of(System.getProperty("bench.folder"));
    private final int rounds = Integer.getInteger("bench.rounds");
    private long next = 20_000_000;

    void run(Report report) throws Exception {
        Files.createDirectories(folder);
        try (Database memory = Database.memory();
                Database postgres = Database.postgres()) {
            run(report, postgres);
            run(report, memory);
        }
    }

    private void run(Report report, Database database) throws Exception {
        try (EntityManagerFactory files = database.open("files", Map.of());
                EntityManagerFactory strings = database.open("strings", Map.of())) {
            Rounds measured = new Rounds()
                    .with(() -> byHand("hand", strings, true))
                    .with(() -> byHand("hand, not synced", strings, false));
            for (Durability durability : Durability.values()) {
                measured.with(() -> persist(files, durability));
            }
            Map<String, Times> times = measured.run(Rounds.WARM_UP, rounds);
            String work = FILES + " entities of 4 KiB, " + IN_TRANSACTION + " a transaction, rows in " + database
                    + ", to a folder, durability ";
            String hand = "by hand, " + THREADS + " threads, fsync, and rows with a String";
            report.compare(work + "full", "s", times.get("FULL"), hand, times.get("hand"), "1.15");
            report.compare(work + "bytes", "s", times.get("BYTES"), hand, times.get("hand"), "");
            report.compare(
                    work + "none", "s", times.get("NONE"), "the same without fsync", times.get("hand, not synced"), "");
        }
    }

    private Map<String, Double> persist(EntityManagerFactory factory, Durability durability) throws Exception {
        FileSystemStorage storage =
                FileSystemStorage.builder(newFolder()).durability(durability).build();
        try (var registered = StoredFiles.builder()
                .storage("default", storage)
                .uploadThreads(THREADS)
                .build()
                .register()) {
            return seconds(durability.name(), () -> transaction(factory, photos()));
        }
    }

    private Map<String, Double> byHand(String name, EntityManagerFactory factory, boolean sync) throws Exception {
        Path target = newFolder();
        try (Workers workers = new Workers(THREADS)) {
            return seconds(name, () -> {
                List<Object> plains = plains();
                workers.all(IN_TRANSACTION, number -> () -> {
                    write(target.resolve(((Plain) plains.get(number)).image), sync);
                    return null;
                });
                transaction(factory, plains);
            });
        }
    }

    private static Map<String, Double> seconds(String name, Clock.Work transaction) throws Exception {
        // Opens the journal, makes the folders and starts the threads.
        transaction.run();
        return Clock.seconds(name, () -> {
            for (int i = 0; i < FILES / IN_TRANSACTION; i++) {
                transaction.run();
            }
        });
    }

    private Path newFolder() throws IOException {
        return Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
    }

    private List<Object> photos() {
        List<Object> photos = new ArrayList<>();
        for (int i = 0; i < IN_TRANSACTION; i++) {
            Photo photo = new Photo();
            photo.id = next++;
            photo.image = FileRef.of("front.png", BYTES);
            photos.add(photo);
        }
        return photos;
    }

    private List<Object> plains() {
        List<Object> plains = new ArrayList<>();
        for (int i = 0; i < IN_TRANSACTION; i++) {
            Plain plain = new Plain();
            plain.id = next++;
            plain.image = "front_" + UUID.randomUUID() + ".png";
            plains.add(plain);
        }
        return plains;
    }

    private static void transaction(EntityManagerFactory factory, List<Object> entities) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            entities.forEach(em::persist);
            em.getTransaction().commit();
        }
    }

    private static void write(Path file, boolean sync) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ByteBuffer.wrap(BYTES));
            if (sync) {
                channel.force(true);
            }
        }
    }
}
