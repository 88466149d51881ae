package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.storedfile.storage.Key;
import software.amazon.awssdk.utils.async.ByteBufferStoringSubscriber;
import software.amazon.awssdk.utils.async.ByteBufferStoringSubscriber.TransferResult;

/** With the queue that the CRT's client has, of a thread that empties it as the CRT does. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class StreamBodyTest {
    private static final Duration EVER = Duration.ofDays(1);
    private static final byte[] BYTES = new byte[(int) (3 * StreamBody.AHEAD) + 12_345];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final Thread writer = Thread.currentThread();
    private final ByteBufferStoringSubscriber queue = new ByteBufferStoringSubscriber(16 << 20);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final AtomicInteger read = new AtomicInteger();

    @Test
    void a_stream_is_read_little_further_than_the_client_took() throws Exception {
        StreamBody body = body(stream(() -> {}), EVER);
        AtomicInteger readAhead = new AtomicInteger();
        Client client = new Client(() -> {
            body.subscribe(queue);
            awaitPause();
            readAhead.set(read.get());
        });

        body.sendUntil(answer);

        assertThat(client.taken.get()).isEqualTo(BYTES);
        assertThat(readAhead).hasValue((int) StreamBody.AHEAD + StreamBody.CHUNK);
    }

    @Test
    void a_client_that_finds_nothing_waits_for_a_slow_stream() throws Exception {
        Client[] client = new Client[1];
        StreamBody body = body(stream(() -> awaitWaiting(client[0])), EVER);
        client[0] = new Client(() -> body.subscribe(queue));

        body.sendUntil(answer);

        assertThat(client[0].taken.get()).isEqualTo(BYTES);
    }

    @Test
    void a_client_that_waits_for_a_stream_goes_on_when_the_upload_ends() throws Exception {
        Client[] client = new Client[1];
        StreamBody body = body(
                stream(() -> {
                    awaitWaiting(client[0]);
                    answer.complete(null);
                    awaitRunning(client[0]);
                }),
                EVER);
        client[0] = new Client(() -> body.subscribe(queue));

        body.sendUntil(answer);

        assertThatThrownBy(client[0].taken::get).hasRootCauseMessage("the upload was given up");
    }

    @Test
    void a_client_that_comes_after_the_upload_was_given_up_is_told_so() throws Exception {
        StreamBody body = body(stream(() -> {}), EVER);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> body.sendUntil(answer)).isInstanceOf(InterruptedException.class);
        Client client = new Client(() -> body.subscribe(queue));

        assertThatThrownBy(client.taken::get).hasRootCauseMessage("the upload was given up");
    }

    @Test
    void a_stream_is_not_sent_twice() throws Exception {
        StreamBody body = body(stream(() -> {}), EVER);
        Client client = new Client(() -> body.subscribe(queue));
        body.sendUntil(answer);
        ByteBufferStoringSubscriber second = new ByteBufferStoringSubscriber(1);

        body.subscribe(second);

        assertThatThrownBy(() -> second.transferTo(ByteBuffer.allocate(1)))
                .hasRootCauseMessage("a stream can be sent only once");
        assertThat(client.taken.get()).isEqualTo(BYTES);
    }

    @Test
    void who_asks_for_all_at_once_gets_it() throws Exception {
        StreamBody body = body(stream(() -> {}), Duration.ofMillis(1));
        Greedy greedy = new Greedy();
        body.subscribe(greedy);

        body.sendUntil(answer);

        assertThat(greedy.taken.toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void who_takes_nothing_gets_a_little_more_later_and_later() throws Exception {
        Duration patience = Duration.ofMillis(1);
        Demand demand = new Demand(1, patience);
        demand.request(100);
        demand.open();
        demand.meet(1, () -> {});

        for (int i = 0; i < 7; i++) {
            long start = System.nanoTime();
            assertThat(demand.await()).isTrue();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(patience.toNanos() << i);
            demand.meet(1, () -> {});
        }
    }

    private StreamBody body(InputStream in, Duration patience) throws IOException {
        CountedStream counted = new CountedStream(Key.of("file.bin"), in, OptionalLong.empty());
        return new StreamBody(counted, null, new Demand(StreamBody.AHEAD, patience));
    }

    /** Returns all bytes, which do something before each reading but that of the first chunk. */
    private InputStream stream(Runnable before) {
        return new ByteArrayInputStream(BYTES) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                if (read.get() >= StreamBody.CHUNK) {
                    before.run();
                }
                int count = super.read(bytes, offset, length);
                read.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }

    // One that does not pause reads on until the client's queue is full.
    private void awaitPause() {
        spin(() -> writer.getState() != Thread.State.TIMED_WAITING && read.get() < BYTES.length);
    }

    private static void awaitWaiting(Client client) {
        spin(() -> client.thread.getState() != Thread.State.WAITING && !client.taken.isDone());
    }

    private static void awaitRunning(Client client) {
        spin(() -> client.thread.getState() == Thread.State.WAITING);
    }

    // The time that a test may take ends by an interruption.
    private static void spin(BooleanSupplier isGoingOn) {
        while (isGoingOn.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /** Takes all there is, as the CRT does: it looks again and again, until a part is full. */
    private final class Client {
        final CompletableFuture<byte[]> taken = new CompletableFuture<>();
        final Thread thread;

        Client(Runnable beginning) {
            thread = new Thread(() -> {
                try {
                    beginning.run();
                    taken.complete(take());
                } catch (Throwable e) {
                    taken.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private byte[] take() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ByteBuffer part = ByteBuffer.allocate(1_000_003);
            TransferResult result = TransferResult.SUCCESS;
            while (result != TransferResult.END_OF_STREAM) {
                result = queue.transferTo(part);
                if (!part.hasRemaining() || result == TransferResult.END_OF_STREAM) {
                    bytes.write(part.array(), 0, part.position());
                    part.clear();
                }
            }
            return bytes.toByteArray();
        }
    }

    /** Asks once. */
    private static final class Greedy implements Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            taken.writeBytes(copy);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {}
    }
}
