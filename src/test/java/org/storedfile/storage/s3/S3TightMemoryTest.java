package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.TestContents;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads side by side whose parts do not fit the memory: each waits its turn, and the turn comes. */
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3TightMemoryTest {
    private static final int PART = 5 << 20;
    private static final int AT_ONCE = 8;
    private static final byte[] TWO_PARTS = TestContents.bytes(PART + (1 << 20));

    @Test
    void uploads_that_share_the_memory_of_one_part_all_arrive() throws Exception {
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            Storage tight = tight(client);

            List<Future<?>> writes = atOnce(i -> tight.write(key(i), TestContents.unknownLength(TWO_PARTS)));

            for (Future<?> write : writes) {
                write.get();
            }
            for (int i = 0; i < writes.size(); i++) {
                assertThat(tight.find(key(i)).orElseThrow().size()).isEqualTo(TWO_PARTS.length);
            }
        }
    }

    @Test
    void uploads_that_break_give_their_memory_to_the_others() throws Exception {
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            Storage tight = tight(client);

            List<Future<?>> writes = atOnce(i -> tight.write(key(i), TestContents.breaksAfter(TWO_PARTS)));

            for (Future<?> write : writes) {
                assertThatThrownBy(write::get).hasStackTraceContaining("the source broke");
            }
            assertThat(tight.write(key(0), TestContents.unknownLength(TWO_PARTS))
                            .size())
                    .isEqualTo(TWO_PARTS.length);
        }
    }

    /** Writes one of many. */
    private interface Write {
        void run(int index) throws IOException;
    }

    private static List<Future<?>> atOnce(Write write) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> writes = new ArrayList<>();
        for (int i = 0; i < 2 * AT_ONCE; i++) {
            int index = i;
            writes.add(threads.submit(() -> {
                write.run(index);
                return index;
            }));
        }
        threads.shutdown();
        return writes;
    }

    private static Storage tight(S3Client client) {
        return S3Storage.builder(client, S3Server.BUCKET)
                .partSize(PART)
                .uploadMemory(PART)
                .build();
    }

    private static Key key(int index) {
        return Key.of("large-" + index + ".bin");
    }
}
