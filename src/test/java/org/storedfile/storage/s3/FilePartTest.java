package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** The client closes only the last stream that it asked a part for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FilePartTest {
    private static final int PART_SIZE = 5 << 20;

    private @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("film.mp4"), new byte[2 * PART_SIZE + 1]);
    }

    @Test
    void a_stream_is_closed_when_the_client_asks_for_the_next() throws IOException {
        ContentStreamProvider body = new FilePart(file, 1, PART_SIZE).body().contentStreamProvider();
        InputStream first = body.newStream();
        assertThat(first.read()).isZero();

        try (InputStream second = body.newStream()) {
            assertThatThrownBy(first::read).hasMessageContaining("closed");
            assertThat(second.readAllBytes()).hasSize(PART_SIZE);
        }
    }

    /** Over plain HTTP the client reads each part twice, to sign it and to send it, and again to repeat it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_that_was_sent_in_parts_is_open_no_more() throws Exception {
        try (S3Server server = S3Server.start();
                Relay relay = new Relay(server.endpoint());
                S3Client client = S3Server.client(relay.endpoint())
                        .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                        .build()) {
            Storage storage = S3Storage.builder(client, S3Server.BUCKET)
                    .partSize(PART_SIZE)
                    .build();
            relay.answers("^PUT .*partNumber=2", 503);

            storage.write(Key.of("film.mp4"), Content.of(file));

            assertThat(relay.requests())
                    .filteredOn(request -> request.contains("partNumber=2"))
                    .hasSize(2);
            assertThat(opened()).isZero();
        }
    }

    private long opened() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(this::isFile).count();
        }
    }

    private boolean isFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false; // closed meanwhile, as that of the listing
        }
    }
}
