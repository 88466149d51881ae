package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.naming.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Help that finds all threads busy waits for one, while who asked for it goes on. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadQueueTest {
    private static final Executor NEW_THREADS = task -> new Thread(task, "given").start();

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch releasedLater = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void release() {
        released.countDown();
        releasedLater.countDown();
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void help_that_finds_all_threads_busy_comes_when_one_is_free() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2))) {
            busy(files);
            CompletableFuture<Thread> helper = helper(files);
            assertThat(helper).isNotDone();

            released.countDown();

            assertThat(helper.get(20, TimeUnit.SECONDS).getName()).isEqualTo("stored-file-upload");
        }
    }

    @Test
    void who_asked_first_is_helped_first() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2))) {
            busy(files);
            List<Integer> order = new CopyOnWriteArrayList<>();
            CountDownLatch ended = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                int number = i;
                assertThat(files.uploadThreads().tryRun(() -> order.add(number), ended::countDown))
                        .isPresent();
            }

            released.countDown();

            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void no_more_may_wait_than_there_is_room_for() {
        try (StoredFiles files =
                files(builder -> builder.uploadThreads(2).uploadQueue(2).uploadExecutor(NEW_THREADS))) {
            busy(files);
            BooleanSupplier first = counting(files);
            counting(files);
            assertThat(files.uploadThreads().tryRun(runs::incrementAndGet, () -> {}))
                    .isEmpty();

            assertThat(first.getAsBoolean()).isTrue();

            counting(files);
            assertThat(files.uploadThreads().tryRun(runs::incrementAndGet, () -> {}))
                    .isEmpty();
        }
    }

    @Test
    void unless_set_there_are_fifty_threads_and_a_thousand_may_wait() throws Exception {
        try (StoredFiles files = files(builder -> {})) {
            CyclicBarrier all = new CyclicBarrier(50);
            for (int i = 0; i < 49; i++) {
                assertThat(files.uploadThreads().tryRun(() -> hold(all), () -> {}))
                        .isPresent();
            }
            all.await(20, TimeUnit.SECONDS);
            for (int i = 0; i < 1000; i++) {
                counting(files);
            }

            assertThat(files.uploadThreads().tryRun(runs::incrementAndGet, () -> {}))
                    .isEmpty();
            assertThat(runs).hasValue(0);
            released.countDown();
        }
    }

    @Test
    void a_negative_number_is_refused() {
        assertThatThrownBy(() -> StoredFiles.builder().uploadQueue(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void a_flush_asks_for_no_more_than_there_are_threads_beside_it() {
        try (StoredFiles files = files(builder -> builder.uploadThreads(3))) {
            busy(files);
            UploadThreads.Flush flush = files.uploadThreads().forFlush();

            assertThat(flush.tryRun(this::hold, () -> {})).isPresent();
            assertThat(flush.tryRun(this::hold, () -> {})).isPresent();
            assertThat(flush.tryRun(this::hold, () -> {})).isEmpty();

            assertThat(files.uploadThreads().tryRun(this::hold, () -> {})).isPresent();
            released.countDown();
        }
    }

    @Test
    void no_more_of_our_own_threads_run_at_once_than_there_may_be() throws Exception {
        threeAtOnce(builder -> {});
    }

    @Test
    void no_more_run_at_once_on_an_executor_that_is_given() throws Exception {
        threeAtOnce(builder -> builder.uploadExecutor(NEW_THREADS));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void no_more_run_at_once_on_a_servers_threads() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, UploadThreadsTest.Server.class.getName());
        threeAtOnce(builder -> {});
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void no_more_virtual_ones_run_at_once() throws Exception {
        threeAtOnce(builder -> builder.virtualUploadThreads(true));
    }

    @Test
    void who_comes_gets_no_place_that_one_who_waited_has_got() {
        List<Runnable> handed = new CopyOnWriteArrayList<>();
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(handed::add))) {
            counting(files);
            counting(files);
            handed.get(0).run();
            assertThat(handed).hasSize(2);

            counting(files);

            assertThat(handed).hasSize(2);
            handed.get(1).run();
            assertThat(handed).hasSize(3);
            handed.get(2).run();
            assertThat(handed).hasSize(3);
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void what_is_taken_back_but_in_the_queue_of_a_server_keeps_its_place() {
        List<Runnable> handed = new CopyOnWriteArrayList<>();
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(handed::add))) {
            BooleanSupplier first = counting(files);
            counting(files);

            assertThat(first.getAsBoolean()).isTrue();

            assertThat(handed).hasSize(1);
            handed.get(0).run();
            assertThat(handed).hasSize(2);
            handed.get(1).run();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void help_comes_from_the_threads_that_its_flush_found_whoever_leaves() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2))) {
            busy(files);
            System.setProperty(Context.INITIAL_CONTEXT_FACTORY, UploadThreadsTest.Server.class.getName());
            CompletableFuture<Thread> within = helper(files);
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
            CompletableFuture<Thread> outside = helper(files);

            released.countDown();

            assertThat(within.get(20, TimeUnit.SECONDS).getName()).isEqualTo("managed");
            assertThat(outside.get(20, TimeUnit.SECONDS).getName()).isEqualTo("stored-file-upload");
        }
    }

    @Test
    void an_executor_gets_waiting_help_in_the_context_of_its_flush() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> contexts = new CopyOnWriteArrayList<>();
        ClassLoader first = new ClassLoader("first", null) {};
        ClassLoader second = new ClassLoader("second", null) {};
        Executor server = task -> {
            contexts.add(Thread.currentThread().getContextClassLoader());
            NEW_THREADS.execute(task);
        };
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(server))) {
            Thread.currentThread().setContextClassLoader(first);
            busy(files);
            Thread.currentThread().setContextClassLoader(second);
            CompletableFuture<Thread> helper = helper(files);

            released.countDown();
            helper.get(20, TimeUnit.SECONDS);

            assertThat(contexts).containsExactly(first, second);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void help_that_is_taken_back_leaves_the_line_at_once_and_never_runs() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadQueue(1))) {
            busy(files);
            BooleanSupplier waiting = counting(files);

            assertThat(waiting.getAsBoolean()).isTrue();
            assertThat(waiting.getAsBoolean()).isFalse();

            CompletableFuture<Thread> next = helper(files);
            released.countDown();
            next.get(20, TimeUnit.SECONDS);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void nothing_is_kept_of_help_that_was_taken_back() {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2))) {
            busy(files);
            Runnable work = new CountDownLatch(1)::countDown;
            BooleanSupplier waiting =
                    files.uploadThreads().tryRun(work, () -> {}).orElseThrow();
            WeakReference<Runnable> remains = new WeakReference<>(work);
            work = null;

            assertThat(waiting.getAsBoolean()).isTrue();

            Instant end = Instant.now().plus(Duration.ofSeconds(20));
            while (remains.get() != null && Instant.now().isBefore(end)) {
                System.gc();
            }
            assertThat(remains.get()).isNull();
            assertThat(waiting.getAsBoolean()).isFalse();
            released.countDown();
        }
    }

    @Test
    void help_that_an_executor_refuses_later_is_taken_back_and_loses_no_place() throws Exception {
        AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        CountDownLatch refused = new CountDownLatch(2);
        Executor server = task -> {
            RuntimeException stopped = refusal.get();
            if (stopped != null) {
                refused.countDown();
                throw stopped;
            }
            NEW_THREADS.execute(task);
        };
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(server))) {
            busy(files);
            List<BooleanSupplier> waiting = List.of(counting(files), counting(files));
            refusal.set(new RejectedExecutionException("the application is stopped"));

            released.countDown();

            assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
            refusal.set(null);
            assertThat(helper(files).get(20, TimeUnit.SECONDS).getName()).isEqualTo("given");
            assertThat(waiting).allMatch(BooleanSupplier::getAsBoolean).noneMatch(BooleanSupplier::getAsBoolean);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void an_executor_that_keeps_waiting_help_and_throws_is_asked_once_and_runs_none_of_it() throws Exception {
        List<Runnable> kept = new CopyOnWriteArrayList<>();
        CountDownLatch thrown = new CountDownLatch(1);
        Executor server = task -> {
            if (released.getCount() == 0 && thrown.getCount() > 0) {
                kept.add(task);
                thrown.countDown();
                throw new OutOfMemoryError("unable to create native thread");
            }
            NEW_THREADS.execute(task);
        };
        try (StoredFiles files = files(builder -> builder.uploadThreads(3).uploadExecutor(server))) {
            busy(files);
            assertThat(files.uploadThreads().tryRun(() -> await(releasedLater), () -> {}))
                    .isPresent();
            UploadThreads.Flush flush = files.uploadThreads().forFlush();
            List<BooleanSupplier> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(flush.tryRun(runs::incrementAndGet, () -> {}).orElseThrow());
            }

            released.countDown();
            assertThat(thrown.await(20, TimeUnit.SECONDS)).isTrue();
            helper(files).get(20, TimeUnit.SECONDS);

            kept.forEach(Runnable::run);
            assertThat(kept).hasSize(1);
            assertThat(waiting).allMatch(BooleanSupplier::getAsBoolean);
            assertThat(runs).hasValue(0);
            assertThat(flush.tryRun(runs::incrementAndGet, () -> {})).isEmpty();
        }
    }

    @Test
    void an_executor_that_runs_all_on_the_callers_thread_never_fills_its_stack() throws Exception {
        int many = 20_000;
        try (StoredFiles files =
                files(builder -> builder.uploadThreads(2).uploadQueue(many).uploadExecutor(Runnable::run))) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread other = new Thread(() -> files.uploadThreads()
                    .tryRun(
                            () -> {
                                begun.countDown();
                                hold();
                            },
                            () -> {}));
            other.start();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < many; i++) {
                counting(files);
            }

            released.countDown();
            other.join();

            assertThat(runs).hasValue(many);
        }
    }

    @Test
    void at_the_end_help_that_waits_does_not_begin_and_is_taken_back() throws Exception {
        StoredFiles files = files(builder -> builder.uploadThreads(2));
        Thread busy = busy(files);
        BooleanSupplier waiting = counting(files);
        Thread closing = new Thread(files::close);
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        released.countDown();
        closing.join();
        busy.join();

        assertThat(waiting.getAsBoolean()).isTrue();
        assertThat(runs).hasValue(0);
    }

    @Test
    void at_the_end_an_executor_that_is_given_gets_no_help_that_waits() {
        List<Runnable> handed = new CopyOnWriteArrayList<>();
        StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(handed::add));
        counting(files);
        BooleanSupplier waiting = counting(files);

        files.close();
        handed.get(0).run();

        assertThat(handed).hasSize(1);
        assertThat(runs).hasValue(1);
        assertThat(waiting.getAsBoolean()).isTrue();
    }

    /** Has thirty pieces of help run, each of which waits until three are there. */
    private static void threeAtOnce(Consumer<StoredFiles.Builder> options) throws Exception {
        try (StoredFiles files = files(options.andThen(builder -> builder.uploadThreads(4)))) {
            CyclicBarrier three = new CyclicBarrier(3);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch ended = new CountDownLatch(30);

            for (int i = 0; i < 30; i++) {
                assertThat(files.uploadThreads()
                                .tryRun(
                                        () -> {
                                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                            meet(three);
                                            running.decrementAndGet();
                                        },
                                        ended::countDown))
                        .isPresent();
            }

            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(3);
        }
    }

    // Until it has begun: an executor may have more threads than there are places.
    private Thread busy(StoredFiles files) {
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        assertThat(files.uploadThreads()
                        .tryRun(
                                () -> {
                                    begun.complete(Thread.currentThread());
                                    hold();
                                },
                                () -> {}))
                .isPresent();
        return begun.join();
    }

    private BooleanSupplier counting(StoredFiles files) {
        return files.uploadThreads().tryRun(runs::incrementAndGet, () -> {}).orElseThrow();
    }

    private static CompletableFuture<Thread> helper(StoredFiles files) {
        CompletableFuture<Thread> helper = new CompletableFuture<>();
        assertThat(files.uploadThreads().tryRun(() -> helper.complete(Thread.currentThread()), () -> {}))
                .isPresent();
        return helper;
    }

    private void hold() {
        await(released);
    }

    private void hold(CyclicBarrier all) {
        meet(all);
        hold();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static StoredFiles files(Consumer<StoredFiles.Builder> options) {
        StoredFiles.Builder builder = StoredFiles.builder();
        options.accept(builder);
        return builder.build();
    }
}
