package bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;

/**
 * Persists entities with a new file, changes another attribute, and replaces the file, in a transaction each, with a
 * storage that keeps nothing: beside the same with a String.
 */
final class Persisting {
    private static final int ENTITIES = Integer.getInteger("bench.entities", 20_000);
    private static final byte[] BYTES = new byte[Sink.OBJECT_BYTES];
    private static final String REPLACED = "replace the file by one of 4 KiB";
    private static final List<String> WORKS =
            List.of("persist with a new 4 KiB file", "change another attribute", REPLACED);

    private static final Kind<Album> FILES = new Kind<>(
            Album.class,
            "files",
            Persisting::album,
            album -> album.title = "Changed",
            album -> album.image = FileRef.of("back.png", BYTES));
    private static final Kind<PlainAlbum> STRINGS = new Kind<>(
            PlainAlbum.class,
            "strings",
            Persisting::plain,
            plain -> plain.title = "Changed",
            plain -> plain.image = "photos/2026/11/back_k3v9x0q2m7ad.png");

    private final int rounds = Integer.getInteger("bench.rounds");

    /** What is done with entities of one type. */
    record Kind<T>(Class<T> type, String unit, LongFunction<T> made, Consumer<T> changed, Consumer<T> replaced) {
        /** Returns that of this unit of persistence.xml. */
        static Kind<?> of(String unit) {
            return unit.equals(FILES.unit()) ? FILES : STRINGS;
        }
    }

    void run(Report report) throws Exception {
        try (Database memory = Database.memory();
                Database postgres = Database.postgres()) {
            run(report, postgres, rounds);
            run(report, memory, rounds);
        }
    }

    private static void run(Report report, Database database, int rounds) throws Exception {
        try (EntityManagerFactory files = database.open(FILES.unit(), Map.of());
                EntityManagerFactory strings = database.open(STRINGS.unit(), Map.of())) {
            Map<String, Times> times = new Rounds()
                    .with(() -> files("journal", files, true))
                    .with(() -> files("no journal", files, false))
                    .with(() -> all("string", strings, STRINGS))
                    .run(Rounds.WARM_UP, rounds);
            for (String work : WORKS) {
                for (String clock : List.of("", Clock.CPU)) {
                    compare(report, database, times, work, clock, "no journal");
                    compare(report, database, times, work, clock, "journal");
                }
            }
        }
    }

    private static void compare(
            Report report, Database database, Map<String, Times> times, String work, String clock, String way) {
        report.compare(
                "one of " + ENTITIES + " entities, 7 attributes, " + database + ", " + way + ": " + work
                        + (clock.isEmpty() ? "" : Clock.CPU + " of all threads"),
                "µs",
                times.get(way + work + clock),
                "String",
                times.get("string" + work + clock),
                clock.isEmpty() && !work.equals(REPLACED) ? "1.15" : "");
    }

    private static Map<String, Double> files(String name, EntityManagerFactory factory, boolean isJournaled)
            throws Exception {
        try (var registered = StoredFiles.builder()
                .storage("default", new NoStorage())
                .journal(JournalSettings.builder().enabled(isJournaled).build())
                .build()
                .register()) {
            return all(name, factory, FILES);
        }
    }

    private static <T> Map<String, Double> all(String name, EntityManagerFactory factory, Kind<T> kind)
            throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        warmUp(factory, kind);
        try (EntityManager em = factory.createEntityManager()) {
            List<T> made = LongStream.range(0, ENTITIES).mapToObj(kind.made()).toList();
            time(name + WORKS.get(0), times, em, () -> made.forEach(em::persist));
        }
        try (EntityManager em = factory.createEntityManager()) {
            List<T> entities = em.createQuery("from " + kind.type().getSimpleName(), kind.type())
                    .getResultList();
            time(name + WORKS.get(1), times, em, () -> entities.forEach(kind.changed()));
            time(name + WORKS.get(2), times, em, () -> entities.forEach(kind.replaced()));
        }
        delete(factory, kind);
        return times;
    }

    // Opens the journal, which each registration does once, and starts its threads.
    private static <T> void warmUp(EntityManagerFactory factory, Kind<T> kind) throws Exception {
        try (EntityManager em = factory.createEntityManager()) {
            T one = kind.made().apply(0);
            transaction(em, () -> em.persist(one));
            transaction(em, () -> kind.replaced().accept(one));
        }
        delete(factory, kind);
    }

    private static void delete(EntityManagerFactory factory, Kind<?> kind) throws Exception {
        try (EntityManager em = factory.createEntityManager()) {
            transaction(
                    em,
                    () -> em.createNativeQuery("delete from " + kind.type().getSimpleName())
                            .executeUpdate());
        }
    }

    private static void time(String name, Map<String, Double> times, EntityManager em, Clock.Work work)
            throws Exception {
        Clock.timeAll(name, ENTITIES, times, () -> transaction(em, work));
    }

    private static void transaction(EntityManager em, Clock.Work work) throws Exception {
        em.getTransaction().begin();
        work.run();
        em.getTransaction().commit();
    }

    private static Album album(long id) {
        Album album = new Album();
        album.id = id;
        album.title = "Title " + id;
        album.artist = "Artist";
        album.released = LocalDate.of(2026, 11, 1);
        album.price = new BigDecimal("9.99");
        album.image = FileRef.of("front.png", BYTES);
        return album;
    }

    private static PlainAlbum plain(long id) {
        PlainAlbum plain = new PlainAlbum();
        plain.id = id;
        plain.title = "Title " + id;
        plain.artist = "Artist";
        plain.released = LocalDate.of(2026, 11, 1);
        plain.price = new BigDecimal("9.99");
        plain.image = "photos/2026/11/front_k3v9x0q2m7ad.png";
        return plain;
    }
}
