package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * The bytes of a stream for one upload of the CRT. The thread that makes it reads and sends them, because a stream that
 * can be read once is read where it was given.
 */
final class StreamBody implements AsyncRequestBody {
    /** Bytes that are handed on together: as many as are no humongous object, because two threads meet for them. */
    static final int CHUNK = 128 << 10;

    /** Bytes that may wait for the client: as few as keep both busy, if there is the memory for it. */
    static final long AHEAD = 1 << 20;

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final CountedStream in;
    private final @Nullable Long length;
    private final Demand demand;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final AtomicReference<@Nullable Subscriber<? super ByteBuffer>> subscriber = new AtomicReference<>();
    private ByteBuffer next;

    /**
     * Reads the first bytes, so that the client need not wait for them.
     *
     * @param length the number of bytes; null if it is not known
     * @param ahead bytes that may wait for the client
     */
    StreamBody(CountedStream in, @Nullable Long length, long ahead) throws IOException {
        this(in, length, new Demand(ahead, PATIENCE));
    }

    StreamBody(CountedStream in, @Nullable Long length, Demand demand) throws IOException {
        this.in = in;
        this.length = length;
        this.demand = demand;
        this.next = read();
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.ofNullable(length);
    }

    /** Takes one subscriber only. */
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> begun) {
        if (!isTaken.compareAndSet(false, true)) {
            begun.onSubscribe(new Demand(0, Duration.ZERO));
            begun.onError(new IOException("a stream can be sent only once"));
            return;
        }
        begun.onSubscribe(demand);
        subscriber.set(begun);
        demand.open();
        if (demand.isOver()) {
            giveUp();
        }
    }

    /** Sends what there is as the client asks for it; a failure is the client's to tell, by its {@code answer}. */
    void sendUntil(CompletableFuture<?> answer) throws InterruptedException {
        var unused = answer.whenComplete((response, failure) -> demand.end());
        try {
            send();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        } finally {
            giveUp();
        }
    }

    private void send() throws IOException, InterruptedException {
        boolean isLast = false;
        while (!isLast && demand.await()) {
            isLast = next.remaining() < CHUNK;
            handOn(next);
            if (isLast) {
                subscriber().ifPresent(Subscriber::onComplete);
            } else {
                next = read();
            }
        }
    }

    private void handOn(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            demand.meet(
                    bytes.remaining(),
                    () -> Objects.requireNonNull(subscriber.get()).onNext(bytes));
        }
    }

    // Whoever gave up tells so, unless the end was told before.
    private void giveUp() {
        fail(new IOException("the upload was given up"));
    }

    private void fail(Throwable failure) {
        demand.end();
        subscriber().ifPresent(told -> told.onError(failure));
    }

    // The end is told once.
    private Optional<Subscriber<? super ByteBuffer>> subscriber() {
        return Optional.ofNullable(subscriber.getAndSet(null));
    }

    // Into new bytes each time: the client keeps them for as long as it likes, and does not say how long that is.
    private ByteBuffer read() throws IOException {
        byte[] bytes = new byte[CHUNK];
        return ByteBuffer.wrap(bytes, 0, in.readNBytes(bytes, 0, CHUNK));
    }
}
