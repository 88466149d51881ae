package org.storedfile.cdi;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.UploadThreads;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LifecycleTest {
    private static final String THREE = """
            storedfile.storages.a.type=recording
            storedfile.storages.a.label=a
            storedfile.storages.b.type=recording
            storedfile.storages.b.label=b
            storedfile.storages.c.type=recording
            storedfile.storages.c.label=c
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void forget() {
        RecordingStorage.CLOSED.clear();
        RecordingStorage.OPEN.clear();
    }

    @Test
    void the_container_is_the_one_that_the_run_names() {
        String wanted = System.getProperty("storedfile.test.weld", "5.1.7.Final");

        assertThat(Weld.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains(wanted);
    }

    @Test
    void the_end_of_the_container_closes_each_configured_storage_once() {
        TestApplication.start(folder, THREE).close();

        assertThat(RecordingStorage.CLOSED).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void a_storage_that_does_not_close_keeps_no_other_from_closing() {
        TestApplication.start(folder, THREE.replace("label=a", "label=stubborn"))
                .close();

        assertThat(RecordingStorage.CLOSED).containsExactlyInAnyOrder("stubborn", "b", "c");
    }

    @Test
    void a_start_that_another_extension_fails_leaves_no_storage_open() {
        assertThatThrownBy(() -> TestApplication.start(folder, THREE, new Refusing()))
                .hasStackTraceContaining("refused by another extension");

        assertThat(RecordingStorage.OPEN).isEmpty();
    }

    @Test
    void a_start_that_another_extension_refuses_leaves_no_storage_open() {
        assertThatThrownBy(() -> TestApplication.start(folder, THREE, new Objecting()))
                .hasStackTraceContaining("a problem of another extension");

        assertThat(RecordingStorage.OPEN).isEmpty();
    }

    @Test
    void a_storage_that_cannot_be_opened_fails_the_start_and_leaves_none_open() {
        assertThatThrownBy(() -> TestApplication.start(folder, THREE + "storedfile.storages.b.broken=true"))
                .hasMessageContaining("the storage 'b' of type 'recording' cannot be made")
                .hasMessageContaining("the disk is on fire");

        assertThat(RecordingStorage.OPEN).isEmpty();
        assertThat(RecordingStorage.CLOSED).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void storages_are_open_when_the_application_starts() {
        TestApplication.start(folder, THREE, Eager.class).close();

        assertThat(Eager.openAtStart).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void storages_outlive_the_beans_that_use_them() {
        try (TestApplication application = TestApplication.start(folder, THREE, LastWords.class)) {
            application.get(LastWords.class).touch();
        }

        assertThat(LastWords.closedBefore).isEmpty();
    }

    @Test
    void a_setting_says_how_many_threads_store_files() {
        try (TestApplication application = TestApplication.start(folder, THREE + "storedfile.uploads.threads=1")) {
            assertThat(application.files().uploadThreads().tryRun(() -> {}, () -> {}))
                    .isEmpty();
        }
    }

    @Test
    void a_setting_says_how_many_wait_for_a_thread() {
        try (TestApplication application = TestApplication.start(folder, THREE + """
                        storedfile.uploads.threads=2
                        storedfile.uploads.queue=1
                        """)) {
            CompletableFuture<Void> released = new CompletableFuture<>();
            UploadThreads threads = application.files().uploadThreads();
            threads.tryRun(released::join, () -> {});

            assertThat(threads.tryRun(() -> {}, () -> {})).isPresent();
            assertThat(threads.tryRun(() -> {}, () -> {})).isEmpty();
            released.complete(null);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void a_setting_makes_them_virtual() throws Exception {
        try (TestApplication application = TestApplication.start(folder, THREE + "storedfile.uploads.virtual=true")) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            assertThat(application
                            .files()
                            .uploadThreads()
                            .tryRun(() -> thread.complete(Thread.currentThread().toString()), () -> {}))
                    .isPresent();
            assertThat(thread.get(20, TimeUnit.SECONDS)).startsWith("VirtualThread[");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void the_same_setting_makes_those_of_storages_virtual() {
        try (TestApplication application = TestApplication.start(folder, THREE + "storedfile.uploads.virtual=true")) {
            assertThat(application
                            .storage("a")
                            .as(RecordingStorage.class)
                            .orElseThrow()
                            .thread()
                            .toString())
                    .startsWith("VirtualThread[")
                    .contains("stored-file-storage");
        }
    }

    @Test
    void the_threads_of_storages_are_daemons_unless_set() {
        try (TestApplication application = TestApplication.start(folder, THREE)) {
            Thread thread = application
                    .storage("a")
                    .as(RecordingStorage.class)
                    .orElseThrow()
                    .thread();

            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.toString()).startsWith("Thread[").contains("stored-file-storage");
        }
    }

    @Test
    void nothing_survives_many_starts_and_ends() throws InterruptedException {
        List<WeakReference<Object>> remains = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            startAndEnd(remains, threads);
        }

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(remains).hasSize(15).allSatisfy(LifecycleTest::assertCollected);
    }

    // In a method of its own, so that no local variable holds anything.
    private void startAndEnd(List<WeakReference<Object>> remains, List<Thread> threads) {
        try (TestApplication application = TestApplication.start(folder, THREE)) {
            Storage storage = application.storage("a");
            assertThat(StoredFiles.current()).isSameAs(application.files());
            threads.add(storage.as(RecordingStorage.class).orElseThrow().thread());
            threads.add(uploadThread(application.files()));
            remains.add(new WeakReference<>(storage));
            remains.add(new WeakReference<>(application.files()));
            remains.add(new WeakReference<>(
                    application.container().getBeanManager().getExtension(StoredFilesExtension.class)));
        }
    }

    private static Thread uploadThread(StoredFiles files) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        assertThat(files.uploadThreads().tryRun(() -> thread.complete(Thread.currentThread()), () -> {}))
                .isPresent();
        return thread.join();
    }

    private static void assertCollected(WeakReference<Object> remains) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (remains.get() != null && Instant.now().isBefore(end)) {
            System.gc();
        }
        assertThat(remains.get()).isNull();
    }

    /** As late as most go. */
    static final class Refusing implements Extension {
        @SuppressWarnings("DoNotCallSuggester") // the container calls it
        void refuse(@Observes @Priority(LIBRARY_AFTER) AfterDeploymentValidation event) {
            throw new IllegalStateException("refused by another extension");
        }
    }

    /** Does not throw, but has the container refuse. */
    static final class Objecting implements Extension {
        @SuppressWarnings("DoNotCallSuggester") // the container calls it
        void refuse(@Observes @Priority(LIBRARY_AFTER) AfterDeploymentValidation event) {
            event.addDeploymentProblem(new IllegalStateException("a problem of another extension"));
        }
    }

    /** Begins with the application, and asks for no storage. */
    @ApplicationScoped
    static class Eager {
        static Set<String> openAtStart = Set.of("never started");

        void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
            openAtStart = Set.copyOf(RecordingStorage.OPEN);
        }
    }

    @ApplicationScoped
    static class LastWords {
        static List<String> closedBefore = List.of("never destroyed");

        @Inject
        @Named("a")
        private Storage storage;

        void touch() {}

        @PreDestroy
        void store() {
            try {
                storage.write(Key.of("last words.txt"), Content.of(new byte[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            closedBefore = List.copyOf(RecordingStorage.CLOSED);
        }
    }
}
