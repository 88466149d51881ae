package bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs the parts that {@code -Dbench.parts} names, all unless set, and prints one table. Each row is measured beside its
 * reference: in turn, on the same machine, in the same minute.
 */
public final class Bench {
    private Bench() {}

    /** A group of measurements. */
    private interface Part {
        void run(Report report) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        List<String> parts = List.of(System.getProperty("bench.parts").split(","));
        Report report = new Report();
        run(parts, "large", new LargeFiles()::run, report);
        run(parts, "small", new SmallFiles()::run, report);
        run(parts, "load", new Loading()::run, report);
        run(parts, "links", new LinkTimes()::run, report);
        run(parts, "allocations", new Allocations()::run, report);
        run(parts, "persist", new Persisting()::run, report);
        run(parts, "validation", new Validating()::run, report);
        run(parts, "batches", new Batches()::run, report);
        run(parts, "durable", new DurableFiles()::run, report);
        run(parts, "removals", new Removals()::run, report);
        run(parts, "journal", Journaled::run, report);
        run(parts, "lobs", new Lobs()::run, report);
        run(parts, "serving", new Serving()::run, report);
        run(parts, "growth", new Growth()::run, report);
        run(parts, "images", new Images()::run, report);
        report.print();
        report.write(
                Path.of(System.getProperty("bench.folder"), "..", "bench.json").normalize());
    }

    private static void run(List<String> chosen, String name, Part part, Report report) throws Exception {
        if (chosen.contains(name)) {
            long start = System.nanoTime();
            part.run(report);
            System.out.printf("(%s: %d s)%n", name, (System.nanoTime() - start) / 1_000_000_000);
        }
    }
}
