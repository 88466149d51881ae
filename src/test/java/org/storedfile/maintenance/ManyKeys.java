package org.storedfile.maintenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * Verifies as many keys as it is told against a database. Every thousandth row has no object, every thousandth object no
 * row. Told to die, it does so in the middle.
 */
final class ManyKeys {
    private static final int EACH = 1000;

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
     * @param arguments address of the database, number of keys, work folder, and the number of files to die after
     */
    public static void main(String[] arguments) {
        long keys = Long.parseLong(arguments[1]);
        long last = Long.parseLong(arguments[3]);
        StoredFiles files =
                StoredFiles.builder().storage("default", new Generated(keys)).build();
        files.register();
        try (SessionFactory factory = new Configuration()
                .addAnnotatedClass(Page.class)
                .setProperty("jakarta.persistence.jdbc.url", arguments[0])
                .buildSessionFactory()) {
            FileMaintenance maintenance = FileMaintenance.builder(files)
                    .units(List.of(FileTables.of(factory)))
                    .build();
            long start = System.nanoTime();
            MaintenanceReport report =
                    maintenance.verify(VerifyOptions.DEFAULTS.workFolder(Path.of(arguments[2])), dyingAfter(last));
            print("seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
            print("rows", report.rows());
            print("objects", report.objects());
            print("missing", report.count(Problem.MISSING));
            print("orphans", report.count(Problem.ORPHAN));
            print("kinds", report.problems().size());
        }
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

    @SuppressWarnings("SystemOut") // What the test reads.
    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }

    /** Returns the key of a number, in an order that is not that of the numbers. */
    static String key(long number) {
        return "pages/" + number % 97 + "/page-" + number + "_k3v9x0q2m7ad.png";
    }

    /** Has objects that are made up. */
    private record Generated(long keys) implements Storage {
        @Override
        public Stream<StoredObject> list(String prefix) {
            Stream<String> rows = LongStream.range(0, keys)
                    .filter(number -> number % EACH != 0)
                    .mapToObj(ManyKeys::key);
            Stream<String> lost = LongStream.range(0, keys)
                    .filter(number -> number % EACH == 0)
                    .mapToObj(number -> "lost/" + number);
            return Stream.concat(lost, rows).map(key -> new StoredObject(Key.of(key), 7, Instant.EPOCH));
        }

        @Override
        public Optional<StoredObject> find(Key key) {
            return Optional.empty();
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            throw new IOException("only listed");
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            throw new IOException("only listed");
        }

        @Override
        public void delete(Collection<Key> all) throws IOException {
            throw new IOException("only listed");
        }
    }
}
