package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.TestContents;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3MemoryTest {
    private static final int SIZE = 256 << 20;

    @Test
    @Timeout(120)
    void a_stream_of_unknown_length_needs_no_more_heap_than_the_settings_say() throws Exception {
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(writer.getInputStream().readAllBytes(), UTF_8);

            assertThat(writer.waitFor()).as(output).isZero();

            StoredObject stored = S3Storage.builder(client, S3Server.BUCKET)
                    .build()
                    .find(Key.of("large.bin"))
                    .orElseThrow();
            assertThat(stored.size()).isEqualTo(SIZE);
            assertThat(S3Server.uploads(client, S3Server.BUCKET)).isZero();
        }
    }

    /** Writes with the settings as they come. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            try (S3Client client = S3Server.client(URI.create(args[0])).build()) {
                S3Storage.builder(client, S3Server.BUCKET)
                        .build()
                        .write(Key.of("large.bin"), Content.of(TestContents.zeros(SIZE)));
            }
        }
    }
}
