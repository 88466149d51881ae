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
    private static final String LOAD = " load";
    private static final String FLUSH = " flush unchanged";
    private static final String ORDINARY = "one of " + ENTITIES + " entities, 7 attributes:";
    private static final String SMALLEST = "the same with only id and file:";

    private final int rounds = 10 * Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        NoStorage storage = new NoStorage();
        try (var registered = StoredFiles.builder()
                        .storage("default", storage)
                        .build()
                        .register();
                EntityManagerFactory files = filled("files", "Album", "Photo");
                EntityManagerFactory strings = filled("strings", "PlainAlbum", "Plain")) {
            Map<String, Times> times = new Rounds()
                    .with(() -> loadAndFlush(files, Album.class))
                    .with(() -> loadAndFlush(strings, PlainAlbum.class))
                    .with(() -> loadAndFlush(files, Photo.class))
                    .with(() -> loadAndFlush(strings, Plain.class))
                    .run(WARM_UP, rounds);
            compare(report, times, "Album", "PlainAlbum", ORDINARY);
            compare(report, times, "Photo", "Plain", SMALLEST);
        }
        requireNoCalls(report, storage);
    }

    private static void compare(Report report, Map<String, Times> times, String ours, String theirs, String entity) {
        for (String work : List.of(LOAD, LOAD + Clock.CPU, FLUSH, FLUSH + Clock.CPU)) {
            report.compare(
                    entity + work,
                    "µs",
                    times.get(ours + work),
                    "String",
                    times.get(theirs + work),
                    work.endsWith(Clock.CPU) ? "" : TARGET);
        }
    }

    private static void requireNoCalls(Report report, NoStorage storage) {
        report.row("storage calls of all that", Integer.toString(storage.calls()), "", "", "0");
        if (storage.calls() != 0) {
            throw new IllegalStateException(storage.calls() + " calls of the storage while loading and flushing");
        }
    }

    private static EntityManagerFactory filled(String unit, String album, String photo) {
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit);
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            insert(
                    em,
                    album,
                    ", version, title, artist, released, price",
                    ", 1, 'Title ' || x, 'Artist', date '2026-11-01', 9.99");
            insert(em, photo, "", "");
            em.getTransaction().commit();
        }
        return factory;
    }

    private static void insert(EntityManager em, String table, String columns, String values) {
        em.createNativeQuery("insert into " + table + " (id, image" + columns + ") select x, "
                        + "'photos/2026/11/front_k3v9x0q' || x || '.png'" + values + " from system_range(1, " + ENTITIES
                        + ")")
                .executeUpdate();
    }

    private static Map<String, Double> loadAndFlush(EntityManagerFactory factory, Class<?> entity) throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        String name = entity.getSimpleName();
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            Clock.time(name + LOAD, ENTITIES, times, () -> load(em, entity));
            Clock.time(name + FLUSH, ENTITIES * FLUSHES, times, () -> flush(em));
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
