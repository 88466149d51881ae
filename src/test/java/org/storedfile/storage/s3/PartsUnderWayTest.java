package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.storedfile.storage.Key;
import org.storedfile.storage.ServerThreads;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** With parts that get no answer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class PartsUnderWayTest {
    private static final int PLACES = 2;
    private static final Key KEY = Key.of("file.bin");

    private final Semaphore shared = new Semaphore(PLACES);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final ThreadFactory threads = new ServerThreads("part");
    private final PartsUnderWay parts = new PartsUnderWay(KEY, shared, threads, () -> {});

    @AfterEach
    void stop() {
        answer.countDown();
        assertThat(parts.stop()).isFalse();
        assertThat(shared.availablePermits()).isEqualTo(PLACES);
    }

    @Test
    void a_part_that_fails_ends_the_wait_for_one_without_an_answer() throws Exception {
        parts.submit(this::unanswered);
        parts.submit(number -> {
            throw new IllegalStateException("part " + number);
        });

        assertThatThrownBy(parts::arrived)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("part 2");
    }

    @Test
    void what_nobody_wants_any_more_is_not_awaited() throws Exception {
        PartsUnderWay unwanted = new PartsUnderWay(KEY, shared, threads, PartsUnderWayTest::inVain);
        try {
            unwanted.submit(this::unanswered);

            assertThatThrownBy(unwanted::arrived)
                    .isInstanceOf(IOException.class)
                    .hasMessage("in vain");
        } finally {
            answer.countDown();
            unwanted.stop();
        }
    }

    @Test
    void what_finds_no_place_begins_when_another_upload_gives_one_back() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        PartsUnderWay other = new PartsUnderWay(KEY, shared, threads, () -> {
            assertThat(begun).hasValue(0);
            answer.countDown();
        });
        for (int place = 0; place < PLACES; place++) {
            parts.submit(this::unanswered);
        }

        other.submit(number -> {
            begun.incrementAndGet();
            return part(number);
        });

        assertThat(other.arrived()).hasSize(1);
        assertThat(answer.getCount()).isZero();
    }

    @Test
    void what_finds_no_place_and_is_not_wanted_does_not_begin() throws Exception {
        PartsUnderWay unwanted = new PartsUnderWay(KEY, shared, threads, PartsUnderWayTest::inVain);
        for (int place = 0; place < PLACES; place++) {
            parts.submit(this::unanswered);
        }
        IntFunction<CompletedPart> never = number -> {
            throw new AssertionError("began");
        };

        // More often than it has places of its own: it gives those back.
        for (int i = 0; i <= PartsUnderWay.AT_ONCE; i++) {
            assertThatThrownBy(() -> unwanted.submit(never)).hasMessage("in vain");
        }
        assertThat(unwanted.hasFailed()).isFalse();
    }

    @Test
    void a_part_for_which_there_is_no_thread_is_sent_by_the_one_that_waits() throws Exception {
        List<ThreadFactory> refusing = List.of(
                work -> {
                    throw new IllegalStateException("the application is stopped");
                },
                work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        for (ThreadFactory refuses : refusing) {
            PartsUnderWay alone = new PartsUnderWay(KEY, shared, refuses, () -> {});
            List<Thread> senders = new ArrayList<>();

            for (int i = 0; i <= PartsUnderWay.AT_ONCE; i++) {
                alone.submit(number -> {
                    senders.add(Thread.currentThread());
                    return part(number);
                });
            }

            assertThat(alone.arrived()).hasSize(PartsUnderWay.AT_ONCE + 1);
            assertThat(senders).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void that_there_is_no_thread_is_told_once_with_the_effect() throws Exception {
        Logger logger = Logger.getLogger(PartsUnderWay.class.getName());
        Messages told = new Messages();
        logger.addHandler(told);
        try {
            PartsUnderWay alone = new PartsUnderWay(
                    KEY,
                    shared,
                    work -> {
                        throw new IllegalStateException("the application is stopped");
                    },
                    () -> {});
            alone.submit(PartsUnderWayTest::part);
            alone.submit(PartsUnderWayTest::part);
        } finally {
            logger.removeHandler(told);
        }

        assertThat(told.messages)
                .containsExactly("could not make a thread for the parts of an upload of 'file.bin', which are sent one"
                        + " after another: java.lang.IllegalStateException: the application is stopped");
    }

    @Test
    void parts_whose_threads_end_without_them_are_sent_by_the_one_that_waits() throws Exception {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<ThreadFactory> forgetful = List.of(
                work -> new Thread(() -> {}),
                work -> new Thread(first.getAndIncrement() == 0 ? work : () -> {}),
                work -> new Thread(others.getAndIncrement() == 0 ? () -> {} : work));
        for (ThreadFactory forgets : forgetful) {
            PartsUnderWay forgotten = new PartsUnderWay(KEY, shared, forgets, () -> {});
            List<Thread> senders = new CopyOnWriteArrayList<>();

            for (int i = 0; i <= PartsUnderWay.AT_ONCE; i++) {
                forgotten.submit(number -> {
                    senders.add(Thread.currentThread());
                    return part(number);
                });
            }

            assertThat(forgotten.arrived())
                    .extracting(CompletedPart::partNumber)
                    .containsExactly(1, 2, 3, 4, 5);
            assertThat(senders).hasSize(PartsUnderWay.AT_ONCE + 1).contains(Thread.currentThread());
        }
    }

    @Test
    void a_few_threads_send_all_parts_and_end_with_the_upload() throws Exception {
        List<Thread> made = new ArrayList<>();
        PartsUnderWay many = new PartsUnderWay(
                KEY,
                shared,
                work -> {
                    made.add(threads.newThread(work));
                    return made.get(made.size() - 1);
                },
                () -> {});
        for (int i = 0; i < 10 * PartsUnderWay.AT_ONCE; i++) {
            many.submit(PartsUnderWayTest::part);
        }

        assertThat(many.arrived()).hasSize(10 * PartsUnderWay.AT_ONCE);
        many.end();

        assertThat(made).hasSize(PartsUnderWay.AT_ONCE);
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void whoever_stops_gives_back_the_places_of_parts_whose_threads_ended_without_them() throws Exception {
        PartsUnderWay forgotten = new PartsUnderWay(KEY, shared, work -> new Thread(() -> {}), () -> {});
        AtomicBoolean hasFailed = new AtomicBoolean();
        forgotten.submit(number -> {
            hasFailed.set(forgotten.hasFailed());
            return part(number);
        });

        assertThat(forgotten.stop()).isFalse();

        assertThat(shared.availablePermits()).isEqualTo(PLACES);
        assertThat(hasFailed).isTrue();
    }

    @Test
    void whoever_stops_interrupts_the_threads_and_awaits_their_end() throws Exception {
        Thread stopping = Thread.currentThread();
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> begun = new ArrayList<>();
        ThreadFactory remembering = work -> {
            begun.add(threads.newThread(work));
            return begun.get(begun.size() - 1);
        };
        PartsUnderWay stopped = new PartsUnderWay(KEY, shared, remembering, () -> {});
        for (int place = 0; place < PLACES; place++) {
            stopped.submit(number -> {
                CompletedPart part = unanswered(number);
                while (stopping.getState() != Thread.State.WAITING && !isOver.get()) {
                    Thread.onSpinWait();
                }
                return part;
            });
        }

        try {
            assertThat(stopped.stop()).isFalse();

            assertThat(begun).hasSize(PLACES).noneMatch(Thread::isAlive);
        } finally {
            isOver.set(true);
            for (Thread thread : begun) {
                thread.join();
            }
        }
    }

    private CompletedPart unanswered(int number) {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return part(number);
    }

    private static CompletedPart part(int number) {
        return CompletedPart.builder().partNumber(number).build();
    }

    private static void inVain() throws IOException {
        throw new IOException("in vain");
    }

    private static final class Messages extends Handler {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord message) {
            messages.add(message.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
