package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.TestContents;
import software.amazon.awssdk.services.s3.S3Client;

/** A file on disk that fits one part goes out from where it is. */
@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskFileTest {
    private static final int PART = 5 << 20;
    private static final byte[] BYTES = TestContents.bytes(2 << 20);
    private static S3Server server;
    private static Relay relay;
    private static S3Client client;

    @TempDir
    Path folder;

    private final Key key = Key.of("folder/file.bin");
    private Path file;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
        relay = new Relay(server.endpoint());
        client = S3Server.client(relay.endpoint()).build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        relay.close();
        server.close();
    }

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("file"), BYTES);
        client.deleteObject(request -> request.bucket(S3Server.BUCKET).key(key.value()));
        relay.requests().clear();
    }

    @Test
    void it_takes_no_upload_memory() throws Exception {
        UploadMemory memory = new UploadMemory(PART, Duration.ofDays(1));
        memory.take(PART, Duration.ZERO, () -> {});

        writes(memory).write(key, Content.of(file));

        assertStored();
    }

    @Test
    void it_is_read_again_where_the_request_is_repeated() throws Exception {
        relay.answers("^PUT", 503);
        relay.resets("^PUT", 500_000);

        storage(Checksum.CLIENT).write(key, Content.of(file));

        assertStored();
    }

    @Test
    void its_md5_is_sent_ahead() throws Exception {
        storage(Checksum.MD5).write(key, Content.of(file));

        assertThat(relay.requests()).hasSize(1);
        assertThat(relay.heads().get(relay.heads().size() - 1)).contains("content-md5: ");
        assertStored();
    }

    @Test
    void one_that_became_longer_or_shorter_is_not_stored() throws IOException {
        for (int change : new int[] {1, -1}) {
            Content changed = new Declared(Content.of(file), BYTES.length - change);

            assertThatThrownBy(() -> storage(Checksum.CLIENT).write(key, changed))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not write 'folder/file.bin': it has")
                    .hasMessageContaining((BYTES.length - change) + " bytes that it declares");

            assertThat(storage(Checksum.CLIENT).find(key)).isEmpty();
        }
    }

    @Test
    void one_that_becomes_shorter_while_it_is_sent_is_not_stored() throws IOException {
        // Another write of the key is under way: it is asked whether the bytes are wanted, and sent again.
        relay.answers("^PUT", 409);
        Content shrinks = new UnwantedContent(Content.of(file), this::isCut);

        assertThatThrownBy(() -> storage(Checksum.CLIENT).write(key, shrinks))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has only 100 of");

        assertThat(storage(Checksum.CLIENT).find(key)).isEmpty();
    }

    private boolean isCut() {
        if (!relay.requests().isEmpty()) {
            try {
                Files.write(file, new byte[100]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }

    private void assertStored() throws IOException {
        try (InputStream in = storage(Checksum.CLIENT).read(key)) {
            assertThat(in).hasBinaryContent(BYTES);
        }
    }

    private static S3Storage storage(Checksum checksum) {
        return S3Storage.builder(client, S3Server.BUCKET).checksum(checksum).build();
    }

    private static S3Writes writes(UploadMemory memory) {
        return UploadMemoryTest.writes(client, new ObjectNames(S3Server.BUCKET, ""), memory);
    }

    /** A file that had another length when it was looked at. */
    private record Declared(Content content, long bytes) implements Content {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
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
}
