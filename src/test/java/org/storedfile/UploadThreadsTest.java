package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadThreadsTest {
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void no_more_run_than_there_are_threads_beside_the_flushing_one() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(3).uploadQueue(0))) {
            List<Thread> threads = new CopyOnWriteArrayList<>();
            CountDownLatch ended = new CountDownLatch(2);

            assertThat(files.uploadThreads().tryRun(busy(threads), ended::countDown))
                    .isPresent();
            assertThat(files.uploadThreads().tryRun(busy(threads), ended::countDown))
                    .isPresent();
            assertThat(files.uploadThreads().tryRun(busy(threads), ended::countDown))
                    .isEmpty();

            released.countDown();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).hasSize(2).doesNotHaveDuplicates().doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void a_thread_whose_work_is_over_is_free_before_anybody_hears_of_it() throws Exception {
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadQueue(0))) {
            CompletableFuture<Boolean> isFree = new CompletableFuture<>();
            UploadThreads threads = files.uploadThreads();

            threads.tryRun(
                    () -> {},
                    () -> isFree.complete(threads.tryRun(() -> {}, () -> {}).isPresent()));

            assertThat(isFree.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void work_that_has_not_begun_is_taken_back_and_keeps_its_place_until_the_servers_queue_is_rid_of_it() {
        List<Runnable> waiting = new ArrayList<>();
        try (StoredFiles files =
                files(builder -> builder.uploadThreads(2).uploadQueue(0).uploadExecutor(waiting::add))) {
            UploadThreads threads = files.uploadThreads();
            AtomicInteger runs = new AtomicInteger();
            BooleanSupplier first =
                    threads.tryRun(runs::incrementAndGet, runs::incrementAndGet).orElseThrow();

            assertThat(first.getAsBoolean()).isTrue();
            assertThat(first.getAsBoolean()).isFalse();
            assertThat(threads.tryRun(() -> {}, () -> {})).isEmpty();

            waiting.remove(0).run();
            assertThat(runs).hasValue(0);
            BooleanSupplier second =
                    threads.tryRun(runs::incrementAndGet, runs::incrementAndGet).orElseThrow();
            waiting.remove(0).run();
            assertThat(runs).hasValue(2);
            assertThat(second.getAsBoolean()).isFalse();
        }
    }

    @Test
    void with_one_or_none_there_are_no_others() {
        for (int number : List.of(0, 1)) {
            try (StoredFiles files = files(builder -> builder.uploadThreads(number))) {
                assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
            }
        }
    }

    @Test
    void a_negative_number_is_refused() {
        assertThatThrownBy(() -> StoredFiles.builder().uploadThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void a_thread_belongs_to_the_application_and_inherits_nothing_of_the_flush() throws Exception {
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        ClassLoader application = new ClassLoader("application", null) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(application);
        try (StoredFiles files = files(builder -> {})) {
            Thread.currentThread().setContextClassLoader(before);
            inherited.set("of the request");
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
            CompletableFuture<String> local = new CompletableFuture<>();

            files.uploadThreads()
                    .tryRun(
                            () -> {
                                thread.complete(Thread.currentThread());
                                loader.complete(Thread.currentThread().getContextClassLoader());
                                local.complete(inherited.get());
                            },
                            () -> {});

            assertThat(thread.get().isDaemon()).isTrue();
            assertThat(loader.get()).isSameAs(application);
            assertThat(local.get()).isNull();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void closing_ends_the_threads_and_starts_no_others() throws Exception {
        StoredFiles files = files(builder -> {});
        Thread thread = threadOf(files);

        files.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
    }

    @Test
    void closing_waits_for_uploads_under_way() throws Exception {
        StoredFiles files = files(builder -> {});
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        files.uploadThreads().tryRun(busy(threads), ended::countDown);
        Thread closing = new Thread(files::close);
        closing.start();

        released.countDown();
        closing.join();

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void closing_the_registration_ends_the_threads() throws Exception {
        StoredFiles files = files(builder -> {});
        try (StoredFiles.Registration registered = files.register()) {
            assertThat(StoredFiles.current()).isSameAs(files);
            assertThat(registered).isNotNull();
        }

        assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void they_are_virtual_if_that_is_wanted() throws Exception {
        try (StoredFiles files = files(builder -> builder.virtualUploadThreads(true))) {
            Thread thread = threadOf(files);

            assertThat(thread.toString()).startsWith("VirtualThread[").contains("stored-file-upload");
            assertThat(thread.getContextClassLoader())
                    .isSameAs(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void as_many_virtual_ones_run_at_once_as_were_allowed_and_no_more() throws Exception {
        try (StoredFiles files =
                files(builder -> builder.uploadThreads(101).uploadQueue(0).virtualUploadThreads(true))) {
            List<Thread> threads = new CopyOnWriteArrayList<>();
            CountDownLatch ended = new CountDownLatch(100);

            for (int i = 0; i < 100; i++) {
                assertThat(files.uploadThreads().tryRun(busy(threads), ended::countDown))
                        .isPresent();
            }
            assertThat(files.uploadThreads().tryRun(busy(threads), ended::countDown))
                    .isEmpty();

            released.countDown();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).hasSize(100).doesNotHaveDuplicates();
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void there_are_no_virtual_ones_before_Java_21() {
        assertThatThrownBy(() -> files(builder -> builder.virtualUploadThreads(true)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(
                        "since 21, and this is " + Runtime.version().feature());
    }

    @Test
    void an_executor_of_the_application_is_used_and_not_closed() throws Exception {
        ExecutorService given = Executors.newSingleThreadExecutor(work -> new Thread(work, "mine"));
        try {
            StoredFiles files = files(builder -> builder.uploadExecutor(given));

            assertThat(threadOf(files).getName()).isEqualTo("mine");
            files.close();

            assertThat(given.isShutdown()).isFalse();
        } finally {
            given.shutdownNow();
        }
    }

    @Test
    void an_executor_that_is_shut_down_is_none() {
        ExecutorService given = Executors.newSingleThreadExecutor();
        given.shutdownNow();
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(given))) {
            assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
            assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
        }
    }

    @Test
    void work_of_which_an_executor_throws_does_not_run_and_leaves_its_place() {
        List<Runnable> kept = new ArrayList<>();
        try (StoredFiles files = files(builder -> builder.uploadThreads(2).uploadExecutor(task -> {
            kept.add(task);
            throw new OutOfMemoryError("unable to create native thread");
        }))) {
            UploadThreads threads = files.uploadThreads();
            AtomicInteger runs = new AtomicInteger();

            for (int i = 0; i < 3; i++) {
                assertThat(threads.tryRun(runs::incrementAndGet, runs::incrementAndGet))
                        .isEmpty();
            }

            assertThat(kept).hasSize(3);
            kept.forEach(Runnable::run);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void an_executor_that_throws_is_asked_once_by_each_flush() {
        AtomicInteger asked = new AtomicInteger();
        try (StoredFiles files = files(builder -> builder.uploadExecutor(task -> {
            asked.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }))) {
            UploadThreads.Flush flush = files.uploadThreads().forFlush();

            assertThat(flush.tryRun(() -> {}, () -> {})).isEmpty();
            assertThat(flush.tryRun(() -> {}, () -> {})).isEmpty();

            assertThat(asked).hasValue(1);
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void in_a_server_its_own_threads_are_used() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Server.class.getName());
        try (StoredFiles files = files(builder -> {})) {
            assertThat(threadOf(files).getName()).isEqualTo("managed");
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void where_naming_fails_there_are_threads_of_our_own() throws Exception {
        for (Class<?> fails : List.of(Broken.class, Unlinked.class)) {
            System.setProperty(Context.INITIAL_CONTEXT_FACTORY, fails.getName());
            try (StoredFiles files = files(builder -> {})) {
                assertThat(threadOf(files).getName()).startsWith("stored-file");
            } finally {
                System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
            }
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void each_flush_uses_the_threads_that_its_own_thread_finds() throws Exception {
        try (StoredFiles files = files(builder -> {})) {
            assertThat(threadOf(files).getName()).startsWith("stored-file");

            System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Server.class.getName());
            assertThat(threadOf(files).getName()).isEqualTo("managed");

            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
            assertThat(threadOf(files).getName()).startsWith("stored-file");
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void where_the_server_refuses_there_are_threads_of_our_own() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Stopped.class.getName());
        try (StoredFiles files = files(builder -> {})) {
            assertThat(threadOf(files).getName()).startsWith("stored-file");
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void the_threads_of_a_server_are_no_more_than_our_own_and_not_used_after_the_end() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Server.class.getName());
        try {
            StoredFiles files = files(builder -> builder.uploadThreads(2).uploadQueue(0));
            CountDownLatch ended = new CountDownLatch(1);
            assertThat(files.uploadThreads().tryRun(busy(new CopyOnWriteArrayList<>()), ended::countDown))
                    .isPresent();

            assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();

            released.countDown();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            files.close();
            assertThat(files.uploadThreads().tryRun(() -> {}, () -> {})).isEmpty();
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    private Runnable busy(List<Thread> threads) {
        return () -> {
            threads.add(Thread.currentThread());
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static Thread threadOf(StoredFiles files) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        assertThat(files.uploadThreads().tryRun(() -> thread.complete(Thread.currentThread()), () -> {}))
                .isPresent();
        return thread.get(20, TimeUnit.SECONDS);
    }

    private static StoredFiles files(Consumer<StoredFiles.Builder> options) {
        StoredFiles.Builder builder = StoredFiles.builder();
        options.accept(builder);
        return builder.build();
    }

    private static Context serving(Executor managed) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) {
                return name.equals("java:comp/DefaultManagedExecutorService") ? managed : "another";
            }
        };
    }

    /** Has the executor of a server. */
    public static final class Server implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(work -> new Thread(work, "managed").start());
        }
    }

    /** Still has the executor of an application that is no longer deployed. */
    public static final class Stopped implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(work -> {
                throw new IllegalStateException("the application is stopped");
            });
        }
    }

    /** Lacks a class. */
    public static final class Unlinked implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            throw new NoClassDefFoundError("no naming here");
        }
    }

    /** Fails in a way of its own. */
    public static final class Broken implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            throw new IllegalStateException("no naming here");
        }
    }
}
