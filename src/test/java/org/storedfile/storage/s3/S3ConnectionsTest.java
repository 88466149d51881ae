package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;

/** What the type {@code s3} does with the connections that it may have. */
@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3ConnectionsTest {
    private static final int PART_SIZE = 5 << 20;

    // Each of a tenth of a second, of the part that finds no place.
    private static final int WAITS = 10;

    private final Key key = Key.of("file.bin");
    private S3Server server;
    private Relay relay;

    @TempDir
    Path folder;

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

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 2", "5, 2"})
    void half_of_them_send_parts_and_the_others_are_for_the_rest(String all, int half) throws Exception {
        relay.holdsAnswer("^PUT .*partNumber").forEver();
        Storage storage = storage(Map.of("max-connections", all));
        Path file = Files.write(folder.resolve("file.bin"), bytes(5 * PART_SIZE));
        AtomicInteger waits = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        Content content = new UnwantedContent(Content.of(file), () -> {
            boolean isOver = parts() >= half && waits.incrementAndGet() > WAITS;
            if (isOver) {
                atOnce.compareAndSet(0, parts());
                endWaits();
            }
            return isOver;
        });

        assertThatThrownBy(() -> storage.write(key, content)).isInstanceOf(IOException.class);

        assertThat(atOnce).hasValue(half);
        storage.as(AutoCloseable.class).orElseThrow().close();
    }

    @Test
    void whoever_finds_none_free_waits_for_a_minute() throws Exception {
        Storage storage = storage(Map.of("max-connections", "1"));
        Logger client = Logger.getLogger("org.apache.hc.client5.http.impl.classic.InternalHttpClient");
        Messages messages = new Messages();
        client.addHandler(messages);
        client.setLevel(Level.FINE);
        try {
            storage.find(key);
        } finally {
            client.setLevel(null);
            client.removeHandler(messages);
        }

        assertThat(messages.all)
                .filteredOn(message -> message.contains("acquiring endpoint"))
                .singleElement()
                .asString()
                .endsWith("(60000 MILLISECONDS)");
        storage.as(AutoCloseable.class).orElseThrow().close();
    }

    private void endWaits() {
        try {
            relay.refuses();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int parts() {
        return (int) relay.requests().stream()
                .filter(request -> request.contains("partNumber="))
                .count();
    }

    private Storage storage(Map<String, String> settings) throws IOException {
        Map<String, String> values = new HashMap<>(settings);
        values.putAll(Map.of(
                "endpoint", relay.endpoint().toString(),
                "bucket", S3Server.BUCKET,
                "access-key", S3Server.ACCESS_KEY,
                "secret-key", S3Server.SECRET_KEY,
                "part-size", "5MiB"));
        StorageOptions options = new StorageOptions(name -> Optional.ofNullable(values.get(name)));
        Storage storage = new S3Type().configure(options).create();
        assertThat(options.faults()).isEmpty();
        return storage;
    }

    /** What a logger says. */
    private static final class Messages extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord message) {
            all.add(message.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
