package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;

/** Persists entities with a new file, whose storage keeps nothing: beside the same with a String. */
final class Persisting {
    private static final int ENTITIES = 1000;
    private static final int WARM_UP = 20;
    private static final byte[] BYTES = new byte[Sink.OBJECT_BYTES];

    private final int rounds = 10 * Integer.getInteger("bench.rounds");
    private long next = 1_000_000;

    void run(Report report) throws Exception {
        try (var registered = StoredFiles.builder()
                        .storage("default", new NoStorage())
                        .build()
                        .register();
                EntityManagerFactory files = Persistence.createEntityManagerFactory("files");
                EntityManagerFactory strings = Persistence.createEntityManagerFactory("strings")) {
            Map<String, Times> times = new Rounds()
                    .with(() -> persist("file", files, Persisting::photo))
                    .with(() -> persist("string", strings, Persisting::plain))
                    .run(WARM_UP, rounds);
            for (String clock : List.of("", Clock.CPU)) {
                report.compare(
                        "persist, flush and commit one of " + ENTITIES + " entities with a new 4 KiB file" + clock,
                        "µs",
                        times.get("file" + clock),
                        "String",
                        times.get("string" + clock),
                        "1.15");
            }
        }
    }

    private Map<String, Double> persist(String name, EntityManagerFactory factory, LongFunction<Object> entity)
            throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        try (EntityManager em = factory.createEntityManager()) {
            Clock.time(name, ENTITIES, times, () -> {
                em.getTransaction().begin();
                for (int i = 0; i < ENTITIES; i++) {
                    em.persist(entity.apply(next++));
                }
                em.getTransaction().commit();
            });
        }
        return times;
    }

    private static Photo photo(long id) {
        Photo photo = new Photo();
        photo.id = id;
        photo.image = FileRef.of("front.png", BYTES);
        return photo;
    }

    private static Plain plain(long id) {
        Plain plain = new Plain();
        plain.id = id;
        plain.image = "photos/2026/11/front_k3v9x0q2m7ad.png";
        return plain;
    }
}
