package org.storedfile.maintenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.FileTables;

/**
 * Verifies, sweeps or copies as many keys as it is told against a database. Every thousandth row has no object; one
 * object without a row comes on a thousand rows, or for a sweep on ten. Told to die, it does so in the middle.
 */
final class ManyKeys {
    private ManyKeys() {}

    /** A row with one file. */
    @SuppressWarnings("NullAway.Init") // As Hibernate fills it.
    @Entity(name = "Page")
    public static class Page {
        @Id
        Long id;

        @StoredFile(sizeAttribute = "size")
        FileRef file;

        @Column(name = "file_size")
        Long size;
    }

    /**
     * Runs.
     *
     * @param arguments task, address of the database, number of keys, a folder, and the number of findings to die after
     */
    public static void main(String[] arguments) throws IOException {
        String task = arguments[0];
        long keys = Long.parseLong(arguments[2]);
        Path folder = Path.of(arguments[3]);
        StoredFiles files = StoredFiles.builder()
                .storage(
                        "default",
                        new MadeUpStorage(keys, task.equals("sweep") ? 10 : 1000, Marks.at(folder, "gone", keys)))
                .storage("archive", new MarkedStorage(Marks.at(folder, "copied", keys)))
                .exclusive("default")
                .build();
        files.register();
        try (SessionFactory factory = new Configuration()
                .addAnnotatedClass(Page.class)
                .setProperty("jakarta.persistence.jdbc.url", arguments[1])
                .buildSessionFactory()) {
            FileMaintenance maintenance = FileMaintenance.builder(files)
                    .units(List.of(FileTables.of(factory)))
                    .build();
            long start = System.nanoTime();
            MaintenanceReport report =
                    run(task, maintenance, folder.resolve("work"), dyingAfter(Long.parseLong(arguments[4])));
            print("seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
            print(report);
        }
    }

    private static MaintenanceReport run(
            String task, FileMaintenance maintenance, Path work, MaintenanceListener listener) {
        return switch (task) {
            case "verify" -> maintenance.verify(VerifyOptions.DEFAULTS.workFolder(work), listener);
            case "sweep" ->
                maintenance.sweep(
                        SweepOptions.of("default").remove().perSecond(1_000_000).workFolder(work), listener);
            case "copy" -> maintenance.copy(CopyOptions.of("default", "archive").workFolder(work), listener);
            default -> throw new IllegalArgumentException("there is no task '" + task + "'");
        };
    }

    private static MaintenanceListener dyingAfter(long last) {
        return new MaintenanceListener() {
            private long found;

            @Override
            public void found(Finding finding) {
                if (++found > last) {
                    print("dies", found);
                    Runtime.getRuntime().halt(9);
                }
            }
        };
    }

    private static void print(MaintenanceReport report) {
        print("rows", report.rows());
        print("objects", report.objects());
        print("missing", report.count(Problem.MISSING));
        print("orphans", report.count(Problem.ORPHAN));
        print("kinds", report.problems().size());
        print("removed", report.removed());
        print("copied", report.copied());
        print("moved", report.moved());
        print("peak", peak() / (1 << 20) + "MiB");
    }

    // Of each part of the heap, so that together they never were more.
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    @SuppressWarnings("SystemOut") // What the test reads.
    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }

    /** Returns the key of a number, in an order that is not that of the numbers. */
    static String key(long number) {
        return "pages/" + number % 97 + "/page-" + number + "_k3v9x0q2m7ad.png";
    }

    /** Returns the number of a key. */
    static long number(String key) {
        int start = key.lastIndexOf(key.startsWith("lost/") ? '/' : '-') + 1;
        int end = key.indexOf('_', start);
        return Long.parseLong(key.substring(start, end < 0 ? key.length() : end));
    }
}
