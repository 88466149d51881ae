package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.s3.Relay;
import org.storedfile.storage.s3.S3Server;

/** What the end of the container leaves of a storage in S3 that the configuration made: nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3LifecycleTest {
    private static final Key KEY = Key.of("folder/file.bin");

    // Of the server and the relay, which go on, and of Java itself, which the container uses to start.
    private static final List<String> THREADS_OF_THE_TEST =
            List.of("relay", "qtp", "Scheduler-", "Connector-", "ForkJoinPool.commonPool");

    @TempDir
    private Path folder;

    private S3Server server;
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start();
        relay = new Relay(server.endpoint());
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        server.close();
    }

    @Test
    void no_thread_and_no_connection_is_left() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Set<Thread> started;

        try (TestApplication application = TestApplication.start(folder, settings())) {
            application.storage("default").write(KEY, Content.of(new byte[9 << 20]));
            assertThat(relay.openConnections()).isPositive();
            started = startedSince(before);
        }

        for (Thread thread : started) {
            thread.join(Duration.ofSeconds(20).toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(connectionsInTheEnd()).isZero();
    }

    @Test
    void who_goes_on_using_the_storage_is_told_that_it_is_closed() throws IOException {
        Storage storage;
        try (TestApplication application = TestApplication.start(folder, settings())) {
            storage = application.storage("default");
            storage.write(KEY, Content.of(new byte[10]));
        }

        assertClosed("write", () -> storage.write(KEY, Content.of(new byte[10])));
        assertClosed("read", () -> storage.read(KEY, ByteRange.ALL));
        assertClosed("find", () -> storage.find(KEY));
        assertClosed("delete", () -> storage.delete(List.of(KEY)));
        assertClosed("list", () -> storage.list("folder/"));
        assertClosed("copy", () -> storage.as(Copies.class).orElseThrow().copy(KEY, Key.of("copy.bin")));
    }

    private static void assertClosed(String operation, ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not " + operation)
                .hasMessageContaining("folder/")
                .hasMessageContaining("the storage is closed");
    }

    private static Set<Thread> startedSince(Set<Thread> before) {
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        started.removeIf(thread -> THREADS_OF_THE_TEST.stream().anyMatch(thread.getName()::contains));
        return started;
    }

    // The relay learns by itself that the client hung up.
    private int connectionsInTheEnd() {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (relay.openConnections() > 0 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        return relay.openConnections();
    }

    private String settings() {
        return """
                storedfile.storages.default.type=s3
                storedfile.storages.default.endpoint=%s
                storedfile.storages.default.bucket=%s
                storedfile.storages.default.access-key=%s
                storedfile.storages.default.secret-key=%s
                """.formatted(relay.endpoint(), S3Server.BUCKET, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    }
}
