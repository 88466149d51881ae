package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.storedfile.StoredFiles;

/** Loads entities with a file, and flushes them unchanged: beside the same with a String. */
final class Loading {
    private static final int ENTITIES = 20_000;
    private static final int FLUSHES = 5;
    private static final int WARM_UP = 20;
    private static final String TARGET = "1.05";

    private final int rounds = 10 * Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        NoStorage storage = new NoStorage();
        try (var registered =
                        StoredFiles.builder().storage("default", storage).build().register();
                EntityManagerFactory files = filled("files", Photo.class);
                EntityManagerFactory strings = filled("strings", Plain.class)) {
            Map<String, Times> times = new Rounds()
                    .with(() -> loadAndFlush(files, Photo.class))
                    .with(() -> loadAndFlush(strings, Plain.class))
                    .run(WARM_UP, rounds);
            compare(report, times, "load", "load one of " + ENTITIES + " entities");
            compare(report, times, "flush", "flush one of them unchanged");
        }
        requireNoCalls(report, storage);
    }

    private static void compare(Report report, Map<String, Times> times, String what, String work) {
        for (String clock : List.of("", Clock.CPU)) {
            Times photo = times.get("Photo " + what + clock);
            report.compare(work + clock, "µs", photo, "String", times.get("Plain " + what + clock), TARGET);
        }
    }

    private static void requireNoCalls(Report report, NoStorage storage) {
        report.row("storage calls of all that", Integer.toString(storage.calls()), "", "", "0");
        if (storage.calls() != 0) {
            throw new IllegalStateException(storage.calls() + " calls of the storage while loading and flushing");
        }
    }

    private static EntityManagerFactory filled(String unit, Class<?> entity) {
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit);
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.createNativeQuery("insert into " + entity.getSimpleName() + " (id, image) select x, concat("
                            + "'photos/2026/11/front_k3v9x0q', x, '.png') from system_range(1, " + ENTITIES + ")")
                    .executeUpdate();
            em.getTransaction().commit();
        }
        return factory;
    }

    private static Map<String, Double> loadAndFlush(EntityManagerFactory factory, Class<?> entity) throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        String name = entity.getSimpleName();
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            Clock.time(name + " load", ENTITIES, times, () -> load(em, entity));
            Clock.time(name + " flush", ENTITIES * FLUSHES, times, () -> flush(em));
            em.getTransaction().commit();
        }
        return times;
    }

    private static void load(EntityManager em, Class<?> entity) {
        int found = em.createQuery("from " + entity.getSimpleName(), entity)
                .getResultList()
                .size();
        if (found != ENTITIES) {
            throw new IllegalStateException(found + " entities");
        }
    }

    private static void flush(EntityManager em) {
        for (int i = 0; i < FLUSHES; i++) {
            em.flush();
        }
    }
}
