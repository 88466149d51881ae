package org.storedfile.persistence;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How many bytes each operation allocates on its thread, or on all: it says what a time cannot on a busy machine. The
 * limits are about half above what was measured, so that a copy of the content or a cache that is lost shows.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 1_000;
    private static final int TOGETHER = 100;
    private static final byte[] BYTES = new byte[256 << 10];
    private static final byte[] SMALL = new byte[1 << 10];

    @TempDir
    Path folder;

    private int number;

    @Test
    void a_loaded_file_that_nobody_looks_at_takes_two_small_objects() throws Exception {
        FileRefConverter converter = new FileRefConverter();

        assertThat(allocated(() -> converter.convertToEntityAttribute("photos/2026/11/front_k3v9x0q2m7ad.png")))
                .isLessThanOrEqualTo(64);
    }

    @Test
    void a_loaded_file_writes_its_column_without_a_copy_of_a_long_key() throws Exception {
        FileRef file = new FileRefConverter().convertToEntityAttribute("photos/2026/11/front_k3v9x0q2m7ad.png");

        assertThat(allocated(() -> new FileRefConverter().convertToDatabaseColumn(file)))
                .isLessThanOrEqualTo(300);
    }

    @Test
    void a_link_to_s3_that_is_asked_for_again_is_not_signed_again() throws Exception {
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build()) {
            S3Storage storage = S3Storage.builder(client, "files").build();
            Key key = Key.of("photos/front.png");

            assertThat(allocated(() -> storage.url(key, LinkOptions.DEFAULTS))).isLessThanOrEqualTo(500);
        }
    }

    @Test
    void a_link_to_a_folder_is_one_signature() throws Exception {
        LinkSigner signer = LinkSigner.with(new byte[32])
                .scope("/files")
                .expiry(Duration.ofHours(1))
                .build();
        java.net.URI base = java.net.URI.create("/files");
        Key key = Key.of("photos/front.png");

        assertThat(allocated(() -> signer.url(base, key, LinkOptions.DEFAULTS))).isLessThanOrEqualTo(8_000);
    }

    @Test
    void bytes_for_a_folder_are_not_held_whole() throws Exception {
        FileSystemStorage storage =
                FileSystemStorage.builder(folder).durability(Durability.NONE).build();

        // One buffer of 64 KiB, paths, and what the kernel was asked.
        assertThat(allocated(() -> storage.write(Key.of("d/" + number++), Content.of(BYTES)), 100, 100))
                .isLessThanOrEqualTo(120_000);
    }

    @Test
    void a_small_file_for_s3_takes_no_buffer_of_a_part() throws Exception {
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            S3Storage storage = S3Storage.builder(client, S3Server.BUCKET).build();

            assertThat(allocated(() -> storage.write(Key.of("d/" + number++), Content.of(SMALL)), 500, 200))
                    .isLessThanOrEqualTo(600_000);
        }
    }

    @Test
    void a_small_file_from_s3_is_one_request() throws Exception {
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            S3Storage storage = S3Storage.builder(client, S3Server.BUCKET).build();
            Key key = Key.of("small");
            storage.write(key, Content.of(SMALL));

            assertThat(allocated(() -> read(storage, key), 500, 200)).isLessThanOrEqualTo(160_000);
        }
    }

    @Test
    void a_link_to_s3_that_was_not_asked_for_before_is_one_signature() throws Exception {
        try (S3Client client =
                S3Server.client(java.net.URI.create("http://127.0.0.1:1")).build()) {
            S3Storage storage = S3Storage.builder(client, "files").build();

            assertThat(allocated(() -> storage.url(Key.of("photos/" + number++), LinkOptions.DEFAULTS)))
                    .isLessThanOrEqualTo(50_000);
        }
    }

    @Test
    void a_new_file_adds_a_bounded_amount_to_a_persist_and_its_commit() throws Exception {
        try (Unit unit = unit(new MemoryStorage())) {
            long file = allocated(() -> saved(unit, new Letter(FileRef.of("front.png", SMALL))), 500, 300);
            long none = allocated(() -> saved(unit, new Note("front.png")), 500, 300);

            assertThat(file - none).isLessThanOrEqualTo(330_000);
        }
    }

    @Test
    void files_that_a_flush_stores_side_by_side_add_a_bounded_amount_on_all_threads() throws Exception {
        // It does not ask for the type, which takes Tika most of what there is.
        Storage storage =
                FileSystemStorage.builder(folder).durability(Durability.NONE).build();
        try (Unit unit = unit(storage)) {
            long files = onAllThreads(() -> saveTogether(unit, () -> new Letter(FileRef.of("front.png", SMALL))));
            long none = onAllThreads(() -> saveTogether(unit, () -> new Note("front.png")));

            assertThat((files - none) / TOGETHER).isLessThanOrEqualTo(28_000);
        }
    }

    private static int saveTogether(Unit unit, Supplier<Row> row) {
        unit.sql().clear();
        unit.commit(em -> {
            for (int i = 0; i < TOGETHER; i++) {
                em.persist(row.get());
            }
        });
        return TOGETHER;
    }

    @Test
    void a_file_adds_almost_nothing_to_a_flush_of_what_did_not_change() throws Exception {
        try (Unit unit = unit(new MemoryStorage())) {
            long file = flushed(unit, saved(unit, new Letter(FileRef.of("front.png", SMALL))), letter -> {});
            long none = flushed(unit, saved(unit, new Note("front.png")), note -> {});

            assertThat(file - none).isLessThanOrEqualTo(2_000);
        }
    }

    @Test
    void a_file_adds_little_to_a_flush_of_another_attribute() throws Exception {
        try (Unit unit = unit(new MemoryStorage())) {
            Letter letter = saved(unit, new Letter(FileRef.of("front.png", SMALL)));
            long file = flushed(unit, letter, managed -> managed.title = "title " + number++);
            long none = flushed(unit, saved(unit, new Note("x")), managed -> managed.title = "title " + number++);

            assertThat(file - none).isLessThanOrEqualTo(6_000);
        }
    }

    private static byte[] read(S3Storage storage, Key key) throws IOException {
        try (InputStream in = storage.read(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    // Its own storages and its log write down what they see, which takes more each time.
    private static Unit unit(Storage storage) {
        return Unit.of(Letter.class, Note.class)
                .storage("plain", () -> storage)
                .files(files -> files.storageForNewFiles("plain"))
                .start();
    }

    private static <T> T saved(Unit unit, T entity) {
        unit.sql().clear();
        return unit.save(entity);
    }

    private static <T extends Row> long flushed(Unit unit, T entity, Consumer<T> change) throws Exception {
        try (Work work = unit.begin()) {
            @SuppressWarnings("unchecked")
            T managed = (T) work.em().find(entity.getClass(), entity.id());
            return allocated(() -> {
                unit.sql().clear();
                change.accept(managed);
                work.em().flush();
                return managed;
            });
        }
    }

    /** What both entities have. */
    interface Row {
        @Nullable
        Long id();
    }

    /** Has a file. */
    @Entity(name = "Letter")
    public static class Letter implements Row {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @Nullable
        Long id;

        @Nullable
        String title;

        @Nullable
        FileRef file;

        protected Letter() {}

        Letter(FileRef file) {
            this.file = file;
        }

        @Override
        public @Nullable Long id() {
            return id;
        }
    }

    /** Has a text in its place. */
    @Entity(name = "Note")
    public static class Note implements Row {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @Nullable
        Long id;

        @Nullable
        String title;

        @Nullable
        String file;

        protected Note() {}

        Note(String file) {
            this.file = file;
        }

        @Override
        public @Nullable Long id() {
            return id;
        }
    }

    private static long allocated(Callable<?> work) throws Exception {
        return allocated(work, WARM_UP, COUNTED);
    }

    private static long allocated(Callable<?> work, int warmUp, int counted) throws Exception {
        run(work, warmUp);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(work, counted);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / counted;
    }

    // Threads live on between flushes; what those that end had is not counted.
    private static long onAllThreads(Callable<?> work) throws Exception {
        run(work, 60);
        Map<Long, Long> before = allocatedByThread();
        run(work, 20);
        return allocatedByThread().entrySet().stream()
                        .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
                        .sum()
                / 20;
    }

    private static Map<Long, Long> allocatedByThread() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        return IntStream.range(0, ids.length)
                .boxed()
                .filter(thread -> bytes[thread] >= 0)
                .collect(toMap(thread -> ids[thread], thread -> bytes[thread]));
    }

    private static void run(Callable<?> work, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            work.call();
        }
    }
}
