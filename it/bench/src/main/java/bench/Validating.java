package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** One large stream of unknown length into a folder, by an entity with rules on its file, beside one without. */
final class Validating {
    private static final String TARGET = "1.02";
    private static final int MICROSECONDS = 1_000_000;

    private final long bytes = Long.getLong("bench.bytes");
    private final int rounds = Math.max(5, Integer.getInteger("bench.rounds"));

    /** An entity with a file. */
    interface Film {
        void film(FileRef file);
    }

    void run(Report report) throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("bench.folder"), "films"));
        try (var registered = StoredFiles.builder()
                        .storage("default", FileSystemStorage.in(folder))
                        .build()
                        .register();
                EntityManagerFactory films = Persistence.createEntityManagerFactory("films")) {
            Map<String, Times> times = new Rounds()
                    .with(() -> store("checked", films, CheckedFilm::new))
                    .with(() -> store("free", films, FreeFilm::new))
                    .run(1, rounds);
            for (String clock : List.of("", Clock.CPU)) {
                report.compare(
                        (bytes >> 20) + " MiB with @FileSize and @FileType to a folder, fsynced" + clock,
                        "s",
                        times.get("checked" + clock),
                        "without constraints",
                        times.get("free" + clock),
                        TARGET);
            }
        }
    }

    private Map<String, Double> store(String name, EntityManagerFactory factory, Supplier<? extends Film> kind)
            throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        Film film = kind.get();
        film.film(FileRef.of("film.bin", new Pattern(bytes)));
        try (EntityManager em = factory.createEntityManager()) {
            Clock.time(name, MICROSECONDS, times, () -> {
                em.getTransaction().begin();
                em.persist(film);
                em.getTransaction().commit();
            });
            em.getTransaction().begin();
            em.remove(film);
            em.getTransaction().commit();
        }
        return times;
    }
}
