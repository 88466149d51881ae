package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.storedfile.storage.Content;
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
            Storage tight = tight(client, Duration.ofDays(1));

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
            Storage tight = tight(client, Duration.ofDays(1));

            List<Future<?>> writes = atOnce(i -> tight.write(key(i), TestContents.breaksAfter(TWO_PARTS)));

            for (Future<?> write : writes) {
                assertThatThrownBy(write::get).hasStackTraceContaining("the source broke");
            }
            assertThat(tight.write(key(0), TestContents.unknownLength(TWO_PARTS))
                            .size())
                    .isEqualTo(TWO_PARTS.length);
        }
    }

    @Test
    void clients_that_send_nothing_more_hold_up_nobody_else() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (S3Server server = S3Server.start();
                S3Client client = S3Server.client(server.endpoint()).build()) {
            Storage tight = tight(client, Duration.ZERO);
            Stalling stalling = new Stalling(ended);
            Future<?> stalled =
                    atOnce(1, i -> tight.write(key(99), Content.of(stalling))).get(0);
            stalling.awaitStalled();

            List<Future<?>> writes = atOnce(4, i -> tight.write(key(i), TestContents.unknownLength(TWO_PARTS)));
            for (Future<?> write : writes) {
                write.get(60, TimeUnit.SECONDS);
            }
            assertThat(tight.write(key(4), Content.of(TWO_PARTS)).size()).isEqualTo(TWO_PARTS.length);
            ended.countDown();
            stalled.get();

            for (int i = 0; i <= 4; i++) {
                try (InputStream in = tight.read(key(i))) {
                    assertThat(in).hasBinaryContent(TWO_PARTS);
                }
            }
            assertThat(tight.find(key(99)).orElseThrow().size()).isEqualTo(Stalling.SENT);
        } finally {
            ended.countDown();
        }
    }

    /** Sends just enough to get the memory of a part, and ends when it is told to. */
    private static final class Stalling extends InputStream {
        static final int SENT = Part.PIECE + 1;

        private final CountDownLatch stalled = new CountDownLatch(1);
        private final CountDownLatch ended;
        private int sent;

        Stalling(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            int sending = Math.min(wanted, SENT - sent);
            if (sending == 0) {
                stalled.countDown();
                await(ended);
                return -1;
            }
            sent += sending;
            return sending;
        }

        void awaitStalled() throws IOException {
            await(stalled);
        }

        private static void await(CountDownLatch latch) throws IOException {
            try {
                assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** Writes one of many. */
    private interface Write {
        void run(int index) throws IOException;
    }

    private static List<Future<?>> atOnce(Write write) {
        return atOnce(2 * AT_ONCE, write);
    }

    private static List<Future<?>> atOnce(int number, Write write) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> writes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int index = i;
            writes.add(threads.submit(() -> {
                write.run(index);
                return index;
            }));
        }
        threads.shutdown();
        return writes;
    }

    private static Storage tight(S3Client client, Duration patience) {
        return S3Storage.builder(client, S3Server.BUCKET)
                .partSize(PART)
                .uploadMemory(PART)
                .uploadPatience(patience)
                .build();
    }

    private static Key key(int index) {
        return Key.of("large-" + index + ".bin");
    }
}
