package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.s3.crt.CrtClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What is larger than a part, sent by the CRT to Adobe S3Mock. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrtUploadsTest {
    private static final int PART_SIZE = 5 << 20;
    private static final byte[] BYTES = bytes(2 * PART_SIZE + 12_345);

    private static S3MockServer server;
    private static S3Client client;
    private static S3AsyncClient crt;
    private static S3Storage storage;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = S3MockServer.start();
        client = S3Server.client(server.endpoint()).build();
        client.createBucket(request -> request.bucket(S3Server.BUCKET));
        crt = crt(server.endpoint());
        storage = storage(client, crt);
    }

    @AfterAll
    static void stop() {
        crt.close();
        client.close();
        server.close();
    }

    @Test
    void a_file_arrives_whole_with_its_type() throws IOException {
        Key key = Key.of("file");

        StoredObject stored = storage.write(key, Content.of(file(BYTES)));

        assertThat(stored.size()).isEqualTo(BYTES.length);
        assertArrived(key, BYTES);
    }

    @Test
    void a_file_is_read_by_the_client_itself() throws IOException {
        Key key = Key.of("unopened");

        storage.write(key, new Unopened(Content.of(file(BYTES))));

        assertArrived(key, BYTES);
    }

    @Test
    void a_stream_of_known_length_arrives_whole() throws IOException {
        Key key = Key.of("known");

        StoredObject stored = storage.write(key, Content.of(new ByteArrayInputStream(BYTES), BYTES.length));

        assertThat(stored.size()).isEqualTo(BYTES.length);
        assertArrived(key, BYTES);
    }

    @Test
    void a_stream_of_unknown_length_arrives_whole() throws IOException {
        Key key = Key.of("unknown");

        StoredObject stored = storage.write(key, Content.of(new ByteArrayInputStream(BYTES)));

        assertThat(stored.size()).isEqualTo(BYTES.length);
        assertArrived(key, BYTES);
    }

    @Test
    void a_stream_of_unknown_length_gives_memory_back_once_the_client_has_read_it() throws IOException {
        Key key = Key.of("given-back");
        UploadMemory memory = new UploadMemory(PART_SIZE, Duration.ZERO);
        AtomicBoolean isFree = new AtomicBoolean();
        // One byte more is read to see that there is more.
        InputStream beginning = new ByteArrayInputStream(BYTES, 0, PART_SIZE + 1);
        InputStream rest = new ByteArrayInputStream(BYTES, PART_SIZE + 1, BYTES.length) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                isFree.set(isFree.get() || memory.isWhole());
                return super.read(bytes, offset, length);
            }
        };

        new S3Writes(
                        client,
                        new ObjectNames(S3Server.BUCKET, ""),
                        UploadMemoryTest.SETTINGS,
                        PART_SIZE,
                        memory,
                        new Semaphore(1),
                        Thread::new,
                        new S3Errors(S3Server.BUCKET),
                        new CrtUploads(crt))
                .write(key, Content.of(new SequenceInputStream(beginning, rest)));

        assertThat(isFree).isTrue();
        assertArrived(key, BYTES);
    }

    @Test
    void a_stream_of_unknown_length_keeps_no_bytes_that_were_read() throws IOException {
        UploadMemory memory = new UploadMemory(PART_SIZE, Duration.ZERO);
        WeakReference<byte[]> piece = nextPiece(memory);
        try (PartSource source =
                new PartSource(Key.of("read"), Content.of(new ByteArrayInputStream(BYTES)), PART_SIZE, memory)) {
            CountedStream all = source.all(source.next());

            assertThat(all.readNBytes(PART_SIZE + 1)).hasSize(PART_SIZE + 1);

            for (int left = 100; left > 0 && piece.get() != null; left--) {
                System.gc();
            }
            assertThat(piece.get()).isNull();
            assertThat(all.readAllBytes()).hasSize(BYTES.length - PART_SIZE - 1);
        }
    }

    @Test
    void a_stream_is_read_on_the_thread_that_writes() throws IOException {
        Thread caller = Thread.currentThread();
        InputStream bound = new InputStream() {
            private final InputStream in = new ByteArrayInputStream(BYTES);

            @Override
            public int read() throws IOException {
                assertThat(Thread.currentThread()).isSameAs(caller);
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                assertThat(Thread.currentThread()).isSameAs(caller);
                return in.read(bytes, offset, length);
            }
        };

        storage.write(Key.of("bound"), Content.of(bound));

        assertArrived(Key.of("bound"), BYTES);
    }

    @Test
    void irregular_streams_side_by_side_arrive_whole() throws Exception {
        List<Key> keys = List.of(Key.of("one"), Key.of("two"), Key.of("three"), Key.of("four"));
        ExecutorService writers = Executors.newFixedThreadPool(keys.size());
        List<byte[]> contents = keys.stream()
                .map(key -> Arrays.copyOfRange(BYTES, keys.indexOf(key), BYTES.length))
                .toList();

        List<Future<StoredObject>> written = writers.invokeAll(keys.stream()
                .map(key -> writing(key, contents.get(keys.indexOf(key))))
                .toList());
        writers.shutdown();

        for (Key key : keys) {
            byte[] content = contents.get(keys.indexOf(key));
            assertThat(written.get(keys.indexOf(key)).get().size()).isEqualTo(content.length);
            assertArrived(key, content);
        }
    }

    private static Callable<StoredObject> writing(Key key, byte[] bytes) {
        return () -> storage.write(key, Content.of(new Irregular(bytes)));
    }

    @Test
    void a_stream_that_breaks_stores_nothing_and_its_failure_is_told() throws IOException {
        Key key = Key.of("broken");
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(BYTES), new Breaking());

        assertThatThrownBy(() -> storage.write(key, Content.of(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'broken'")
                .hasMessageContaining("the cable was cut");

        assertNothing(key);
    }

    @Test
    void a_stream_that_is_shorter_or_longer_than_declared_stores_nothing() throws IOException {
        Key key = Key.of("wrong");

        assertThatThrownBy(() -> storage.write(key, Content.of(new ByteArrayInputStream(BYTES), BYTES.length + 1L)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only " + BYTES.length + " of " + (BYTES.length + 1));
        assertThatThrownBy(() -> storage.write(key, Content.of(new ByteArrayInputStream(BYTES), BYTES.length - 1L)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than " + (BYTES.length - 1));

        assertNothing(key);
    }

    @Test
    void a_writer_that_is_interrupted_stores_nothing() throws IOException {
        Key key = Key.of("interrupted");
        InputStream interrupting = new ByteArrayInputStream(BYTES) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                if (available() < PART_SIZE) {
                    Thread.currentThread().interrupt();
                }
                return super.read(bytes, offset, length);
            }
        };

        try (S3AsyncClient own = crt(server.endpoint())) {
            assertThatThrownBy(() -> storage(client, own).write(key, Content.of(interrupting)))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        storage.delete(List.of(key));
        assertNothing(key);
    }

    // Not that the old bytes stay: S3Mock removes the object of a key whose upload is aborted.
    @Test
    void a_taken_key_is_refused() throws IOException {
        Key key = Key.of("taken");
        storage.write(key, Content.of("old".getBytes(UTF_8)));

        assertThatThrownBy(() -> storage.write(key, Content.of(file(BYTES))))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertNoParts(key);
    }

    @Test
    void a_file_that_nobody_wants_any_more_is_given_up() throws IOException {
        Key key = Key.of("unwanted");
        Content content = new UnwantedContent(Content.of(file(BYTES)));

        try (Relay stuck = new Relay(server.endpoint());
                S3AsyncClient slow = crt(stuck.endpoint())) {
            stuck.holdsAnswer("^PUT .*partNumber");
            assertThatThrownBy(() -> storage(client, slow).write(key, content))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in vain");
        }

        storage.delete(List.of(key));
        assertNothing(key);
    }

    static S3AsyncClient crt(URI endpoint) {
        return new CrtClient(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)),
                        Optional.of(Region.US_EAST_1),
                        Optional.of(endpoint),
                        true,
                        PART_SIZE,
                        16,
                        Duration.ofSeconds(5),
                        256 << 20,
                        true)
                .open();
    }

    private static WeakReference<byte[]> nextPiece(UploadMemory memory) {
        byte[] piece = new byte[Part.PIECE];
        memory.reuse(List.of(piece));
        return new WeakReference<>(piece);
    }

    static S3Storage storage(S3Client client, S3AsyncClient crt) {
        return S3Storage.builder(client, S3Server.BUCKET)
                .partSize(PART_SIZE)
                .largeUploads(crt)
                .build();
    }

    /** A source that breaks. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // It gives no bytes at all.
    private static final class Breaking extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the cable was cut");
        }
    }

    /** Gives few bytes at a time, or many. */
    private static final class Irregular extends ByteArrayInputStream {
        private final Random random = new Random(2);

        private Irregular(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 10 : 200_000)));
        }
    }

    /** A file that nobody here may open. */
    private record Unopened(Content content) implements Content {
        @Override
        public InputStream open() throws IOException {
            throw new IOException("opened, although it has a path");
        }

        @Override
        public OptionalLong length() {
            return content.length();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Optional<Path> path() {
            return content.path();
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.bin"), bytes);
    }

    private static void assertArrived(Key key, byte[] bytes) throws IOException {
        try (InputStream in = storage.read(key, ByteRange.ALL)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertNoParts(key);
    }

    private static void assertNoParts(Key key) {
        assertThat(client.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                        .uploads())
                .noneMatch(upload -> upload.key().equals(key.value()));
    }

    private static void assertNothing(Key key) throws IOException {
        assertThat(storage.find(key)).isEmpty();
        assertNoParts(key);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
