package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import javax.naming.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.storedfile.UploadThreads;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.ServerThreadsTest;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.TestContents;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Which threads send the parts of a file. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartThreadsTest {
    private static final int PART_SIZE = 5 << 20;
    private static final int PARTS = 6;

    private static S3Server server;

    private final Key key = Key.of("file.bin");
    private final Set<Thread> senders = ConcurrentHashMap.newKeySet();
    private S3Client client;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        client = S3Server.client(server.endpoint())
                .overrideConfiguration(
                        all -> all.addExecutionInterceptor(new BeforeParts(() -> senders.add(Thread.currentThread()))))
                .build();
    }

    @AfterEach
    void close() throws IOException {
        S3Storage.builder(client, S3Server.BUCKET).build().delete(List.of(key));
        client.close();
    }

    @Test
    void those_of_the_factory_send_several_parts_each_and_end_with_the_upload() throws Exception {
        Storage storage =
                builder().partThreads(work -> new Thread(work, "mine")).build();

        storage.write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE)));

        assertThat(senders)
                .hasSize(PartsUnderWay.AT_ONCE)
                .allMatch(thread -> thread.getName().equals("mine"));
        assertEnded(senders);
    }

    @Test
    void the_parts_of_a_file_on_disk_have_them_too() throws Exception {
        Storage storage =
                builder().partThreads(work -> new Thread(work, "mine")).build();

        storage.write(key, Content.of(Files.write(folder.resolve("file.bin"), bytes(PARTS * PART_SIZE))));

        assertThat(senders)
                .hasSize(PartsUnderWay.AT_ONCE)
                .allMatch(thread -> thread.getName().equals("mine"));
        assertEnded(senders);
    }

    @Test
    void they_are_daemons_unless_set() throws Exception {
        builder().build().write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE)));

        assertThat(senders)
                .hasSize(PartsUnderWay.AT_ONCE)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().equals("stored-file-s3-part"));
        assertEnded(senders);
    }

    @Test
    void in_a_server_they_are_its_own_unless_set() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, ServerThreadsTest.Server.class.getName());
        try {
            builder().build().write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE)));
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }

        assertThat(senders)
                .hasSize(PartsUnderWay.AT_ONCE)
                .allMatch(thread -> thread.getName().equals("managed"));
        assertEnded(senders);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void they_are_virtual_if_those_of_the_application_are() throws Exception {
        Storage storage = builder().partThreads(UploadThreads.ofStorages(true)).build();

        storage.write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE)));

        // Java 17 compiles this, which has no Thread.isVirtual().
        assertThat(senders)
                .hasSize(PartsUnderWay.AT_ONCE)
                .allMatch(thread -> thread.getClass().getSimpleName().contains("VirtualThread"))
                .allMatch(thread ->
                        thread.getContextClassLoader() == Thread.currentThread().getContextClassLoader());
        assertEnded(senders);
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void where_theirs_end_without_them_parts_leave_no_memory_taken() throws Exception {
        Storage tight = builder()
                .partThreads(work -> new Thread(() -> {}))
                .uploadMemory(3 * PART_SIZE)
                .uploadPatience(Duration.ofDays(1))
                .build();
        for (int attempt = 0; attempt < 3; attempt++) {
            Content breaks = TestContents.breaksAfter(bytes(2 * PART_SIZE + 1));

            assertThatThrownBy(() -> tight.write(key, breaks)).hasMessageContaining("the source broke");
        }

        tight.write(key, TestContents.unknownLength(bytes(2 * PART_SIZE + 1)));

        assertThat(senders).hasSize(1);
        assertThat(tight.find(key)).isPresent();
    }

    @Test
    void who_writes_is_not_interrupted_where_the_thread_of_a_part_is() throws IOException {
        try (S3Client interrupting = interrupting()) {
            Storage storage = builder(interrupting).build();

            assertThatThrownBy(() -> storage.write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining(key.value())
                    .hasMessageContaining("the thread of a part was interrupted");

            assertThat(Thread.interrupted()).isFalse();
        }
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void who_writes_stays_interrupted_who_sends_a_part_and_is() throws IOException {
        try (S3Client interrupting = interrupting()) {
            Storage storage = builder(interrupting)
                    .partThreads(work -> {
                        throw new IllegalStateException("the application is stopped");
                    })
                    .build();

            assertThatThrownBy(() -> storage.write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE))))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessageContaining(key.value());

            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
    }

    @Test
    void the_type_s3_has_those_that_its_options_give() throws Exception {
        List<Thread> made = new CopyOnWriteArrayList<>();
        ThreadFactory given = work -> {
            Thread thread = new Thread(work, "given");
            made.add(thread);
            return thread;
        };
        Map<String, String> values = Map.of(
                "endpoint", server.endpoint().toString(),
                "bucket", S3Server.BUCKET,
                "access-key", S3Server.ACCESS_KEY,
                "secret-key", S3Server.SECRET_KEY,
                "part-size", "5MiB");
        StorageOptions options =
                new StorageOptions("default", "", name -> Optional.ofNullable(values.get(name)), given);
        Storage storage = new S3Type().configure(options).create();

        storage.write(key, TestContents.unknownLength(bytes(PARTS * PART_SIZE)));

        assertThat(made).hasSize(PartsUnderWay.AT_ONCE);
        assertEnded(made);
        storage.as(AutoCloseable.class).orElseThrow().close();
    }

    private S3StorageBuilder builder() {
        return builder(client);
    }

    private static S3StorageBuilder builder(S3Client client) {
        return S3Storage.builder(client, S3Server.BUCKET).partSize(PART_SIZE).checksum(Checksum.MD5);
    }

    /** Returns a client that interrupts the thread that sends a part. */
    private static S3Client interrupting() {
        return S3Server.client(server.endpoint())
                .overrideConfiguration(all -> all.addExecutionInterceptor(
                        new BeforeParts(() -> Thread.currentThread().interrupt())))
                .build();
    }

    private static void assertEnded(Iterable<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Does something on the thread that sends a part. */
    private record BeforeParts(Runnable action) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(
                software.amazon.awssdk.core.interceptor.Context.BeforeTransmission context,
                ExecutionAttributes attributes) {
            if (context.request() instanceof UploadPartRequest) {
                action.run();
            }
        }
    }
}
