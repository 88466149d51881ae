package org.storedfile.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How many bytes each operation allocates on its thread: it says what a time cannot on a busy machine. The limits are
 * about half above what was measured, so that a copy of the content or a cache that is lost shows.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 1_000;
    private static final byte[] BYTES = new byte[256 << 10];

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

    private static long allocated(Callable<?> work) throws Exception {
        return allocated(work, WARM_UP, COUNTED);
    }

    private static long allocated(Callable<?> work, int warmUp, int counted) throws Exception {
        run(work, warmUp);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(work, counted);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / counted;
    }

    private static void run(Callable<?> work, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            work.call();
        }
    }
}
