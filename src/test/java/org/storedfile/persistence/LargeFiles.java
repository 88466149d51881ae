package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.storedfile.storage.TestContents.zeros;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Type;
import org.storedfile.web.FileResponse;
import org.storedfile.web.TomcatContainer;

/**
 * A program for a {@link SmallJvm}. Its works are such as {@code stream crt}: what is done, and the storage of an entity
 * that comes and goes.
 */
final class LargeFiles {
    private static final long SIZE = 160L << 20;
    private static final int FLUSHES = 4;
    private static final int FILES = 16;
    private static final long SIZE_OF_MANY = 6L << 20;

    private final Path folder;
    private final Path source;
    private final Unit unit;
    private final Map<String, FileRef> kept = new HashMap<>();

    private LargeFiles(URI server, Path folder) throws IOException {
        this.folder = folder;
        this.source = folder.resolve("source.bin");
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        this.unit = Unit.of(Film.class)
                .storage(
                        "folder",
                        () -> FileSystemStorage.builder(folder.resolve("files"))
                                .durability(Durability.NONE)
                                .build())
                .storage("s3", () -> bucket(server, "never"))
                .storage("crt", () -> bucket(server, "always"))
                .files(files -> files.uploadThreads(FLUSHES * FILES / 2))
                .start();
    }

    // Its failure is told by its end: other threads may go on.
    public static void main(String[] arguments) {
        try {
            LargeFiles program = new LargeFiles(URI.create(arguments[0]), Path.of(arguments[1]));
            BufferedReader works = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String work = works.readLine(); work != null; work = works.readLine()) {
                program.does(work.split(" "));
                System.out.println(SmallJvm.DONE);
            }
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            System.exit(1);
        }
    }

    private void does(String... work) throws Exception {
        switch (work[0]) {
            case "file" -> remove(stored(work[1], FileRef.of(source)));
            case "stream" -> remove(stored(work[1], FileRef.of("film.bin", zeros(SIZE))));
            case "streams" -> storeMany(work[1]);
            case "read" -> read(kept(work[1]));
            case "serve" -> serve(kept(work[1]));
            case "copy" -> copy(kept(work[1]), work[2]);
            case "move" -> move(stored(work[1], FileRef.of(source)), work[1], work[2]);
            default -> throw new IllegalArgumentException("no work '" + work[0] + "'");
        }
    }

    /** Returns one for all works that only read it; without a row, because others move all rows. */
    private FileRef kept(String storage) throws IOException {
        FileRef file = kept.get(storage);
        if (file == null) {
            file = stored(storage, FileRef.of(source)).file();
            kept.put(storage, file);
            unit.commit(em -> em.createQuery("delete from Film").executeUpdate());
        }
        return file;
    }

    private Film stored(String storage, FileRef file) throws IOException {
        Film film = unit.save(new Film(storage, file));
        requireSize(film.file().size(), SIZE);
        return film;
    }

    private void storeMany(String storage) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(FLUSHES);
        List<Future<List<Film>>> flushes = IntStream.range(0, FLUSHES)
                .mapToObj(i -> threads.submit(() -> flushed(storage)))
                .toList();
        threads.shutdown();
        for (Future<List<Film>> flush : flushes) {
            for (Film film : flush.get()) {
                requireSize(film.file().size(), SIZE_OF_MANY);
                remove(film);
            }
        }
    }

    // Each second can be read only by the thread that flushes, the others are read side by side.
    private List<Film> flushed(String storage) {
        List<Film> films = IntStream.range(0, FILES)
                .mapToObj(i -> FileRef.of("film.bin", i % 2 == 0 ? Content.of(zeros(SIZE_OF_MANY)) : new Repeatable()))
                .map(file -> new Film(storage, file))
                .toList();
        unit.commit(em -> films.forEach(em::persist));
        return films;
    }

    private static void read(FileRef file) throws IOException {
        try (InputStream in = file.open()) {
            requireSize(in.transferTo(OutputStream.nullOutputStream()), SIZE);
        }
    }

    private void serve(FileRef file) throws Exception {
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                FileResponse.of(file).send(request, response);
            }
        };
        try (var container = TomcatContainer.start(Map.of("/film", servlet), Map.of(), folder);
                InputStream in =
                        URI.create(container.address() + "/film").toURL().openStream()) {
            requireSize(in.transferTo(OutputStream.nullOutputStream()), SIZE);
        }
    }

    private void copy(FileRef file, String storage) throws IOException {
        remove(stored(storage, file.copy()));
    }

    private void move(Film film, String from, String to) {
        FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(unit.factory())))
                .build()
                .copy(CopyOptions.of(from, to), new MaintenanceListener() {});
        Film moved = unit.compute(em -> em.find(Film.class, film.id));
        if (!moved.file().storage().equals(to)) {
            throw new IllegalStateException("the row was not moved");
        }
        remove(moved);
    }

    // Its file goes, too, so that the disk does not fill.
    private void remove(Film film) {
        unit.commit(em -> em.remove(em.find(Film.class, film.id)));
        unit.sql().clear();
    }

    private static void requireSize(long size, long wanted) {
        if (size != wanted) {
            throw new IllegalStateException(size + " bytes instead of " + wanted);
        }
    }

    private static Storage bucket(URI server, String crt) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
                "endpoint",
                server.toString(),
                "bucket",
                S3Server.BUCKET,
                "prefix",
                crt,
                "access-key",
                S3Server.ACCESS_KEY,
                "secret-key",
                S3Server.SECRET_KEY,
                "checksum",
                "client",
                "part-size",
                "5MiB",
                "crt",
                crt));
        StorageOptions options = new StorageOptions(option -> Optional.ofNullable(values.get(option)));
        return new S3Type().configure(options).create();
    }

    /** Has one file. */
    @Entity(name = "Film")
    static class Film {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @StoredFile(storage = "folder")
        @Nullable
        FileRef inFolder;

        @StoredFile(storage = "s3")
        @Nullable
        FileRef inBucket;

        @StoredFile(storage = "crt")
        @Nullable
        FileRef byCrt;

        protected Film() {}

        Film(String storage, FileRef file) {
            switch (storage) {
                case "folder" -> inFolder = file;
                case "s3" -> inBucket = file;
                default -> byCrt = file;
            }
        }

        FileRef file() {
            return Stream.of(inFolder, inBucket, byCrt)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A content of unknown length that any thread may read. */
    private static final class Repeatable implements Content {
        @Override
        public InputStream open() {
            return zeros(SIZE_OF_MANY);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}
