package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every storage promises when several threads meet, and when an answer is lost on the way. */
@Timeout(120)
public interface ConcurrencyContract extends StorageFixture {
    @Test
    default void of_eight_writers_of_one_key_exactly_one_wins() throws Exception {
        for (int round = 0; round < 10; round++) {
            race(1000);
        }
    }

    @Test
    default void of_eight_writers_of_one_key_in_parts_exactly_one_wins() throws Exception {
        race(2 * partSize());
    }

    private void race(int size) throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("new/folder/raced.bin");
        CyclicBarrier start = new CyclicBarrier(8);

        List<Integer> winners = new ArrayList<>();
        for (int writer : inParallel(8, writer -> () -> wins(storage, key, size + writer, start) ? writer : -1)) {
            if (writer >= 0) {
                winners.add(writer);
            }
        }

        assertThat(winners).hasSize(1);
        try (InputStream in = reading(storage).read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(size + winners.get(0)));
        }
        assertThat(leftovers(storage)).isZero();
    }

    private static boolean wins(Storage storage, Key key, int size, CyclicBarrier start) throws Exception {
        Content content = TestContents.unknownLength(bytes(size));
        start.await();
        try {
            return storage.write(key, content).size() == size;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Test
    default void a_reader_sees_all_bytes_or_none() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/slow.bin");
        byte[] half = bytes(2 * partSize() + 1);
        CountDownLatch halfWritten = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputStream slow = new SequenceInputStream(
                new ByteArrayInputStream(half), new Gate(halfWritten, goOn, new ByteArrayInputStream(half)));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<StoredObject> write = writer.submit(() -> storage.write(key, Content.of(slow)));
            halfWritten.await();

            assertThat(reading(storage).find(key)).isEmpty();
            assertThatThrownBy(() -> reading(storage).read(key)).isInstanceOf(NoSuchFileException.class);
            try (Stream<StoredObject> objects = reading(storage).list("")) {
                assertThat(objects).isEmpty();
            }

            goOn.countDown();
            assertThat(write.get().size()).isEqualTo(2L * half.length);
            assertThat(reading(storage).find(key)).isPresent();
        } finally {
            goOn.countDown();
            writer.shutdown();
        }
    }

    @Test
    default void writers_and_readers_of_many_keys_do_not_disturb_each_other() throws Exception {
        Storage storage = newStorage();
        CyclicBarrier start = new CyclicBarrier(8);

        List<Integer> done = inParallel(8, worker -> () -> {
            start.await();
            for (int i = 0; i < 20; i++) {
                writeReadDelete(storage, Key.of("shared/" + i + "/" + worker + ".bin"), 100 * i + worker);
            }
            return worker;
        });

        assertThat(done).hasSize(8);
        try (Stream<StoredObject> left = reading(storage).list("")) {
            assertThat(left).isEmpty();
        }
    }

    private void writeReadDelete(Storage storage, Key key, int size) throws IOException {
        storage.write(key, Content.of(bytes(size)));
        try (InputStream in = reading(storage).read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(size));
        }
        storage.delete(List.of(key));
    }

    @Test
    default void a_write_whose_answer_is_lost_succeeds() throws Exception {
        Storage storage = newStorageThatLosesAnAnswer()
                .orElseGet(() -> Assumptions.abort("this medium has no answers that could be lost"));
        Key key = Key.of("folder/answered.bin");

        StoredObject object = storage.write(key, Content.of(bytes(1000)));

        assertThat(object.size()).isEqualTo(1000);
        try (InputStream in = reading(storage).read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(1000));
        }
        assertThat(leftovers(storage)).isZero();
    }

    @Test
    default void a_write_in_parts_whose_answer_is_lost_succeeds() throws Exception {
        Storage storage = newStorageThatLosesAnAnswer()
                .orElseGet(() -> Assumptions.abort("this medium has no answers that could be lost"));
        Key key = Key.of("folder/answered.bin");
        byte[] bytes = bytes(2 * partSize() + 1);

        storage.write(key, Content.of(new ByteArrayInputStream(bytes)));

        try (InputStream in = reading(storage).read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(leftovers(storage)).isZero();
    }

    private static <T> List<T> inParallel(int threads, Work<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(work.of(i)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    /** What the thread with a number does. */
    @FunctionalInterface
    interface Work<T> {
        /** Returns the work of thread {@code number}. */
        Callable<T> of(int number);
    }

    /** A stream that says when it is reached and waits until it may go on. */
    final class Gate extends InputStream {
        private final CountDownLatch reached;
        private final CountDownLatch open;
        private final InputStream rest;

        Gate(CountDownLatch reached, CountDownLatch open, InputStream rest) {
            this.reached = reached;
            this.open = open;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            pass();
            return rest.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            pass();
            return rest.read(target, offset, count);
        }

        private void pass() throws IOException {
            reached.countDown();
            try {
                if (!open.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("the gate stayed shut");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
