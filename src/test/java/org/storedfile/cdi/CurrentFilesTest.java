package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.memory.MemoryStorage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CurrentFilesTest {
    private static final String SETTINGS = "storedfile.storages.default.type=memory";

    @TempDir
    private Path folder;

    @Test
    void there_are_none_before_the_container_runs() {
        assertThat(new CdiStoredFilesProvider().find()).isEmpty();
        assertThat(StoredFiles.known()).isEmpty();
        assertThatThrownBy(StoredFiles::current).hasMessageContaining("run inside a CDI container");
    }

    @Test
    void there_are_none_while_the_container_starts() {
        Early.found = Optional.empty();

        try (WeldContainer container =
                new Weld().addExtension(new Early()).addBeanClass(Early.class).initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(Early.found).contains(false);
        }
    }

    @Test
    void there_are_none_after_the_container_has_ended() {
        CdiStoredFilesProvider provider = new CdiStoredFilesProvider();
        try (TestApplication application = TestApplication.start(folder, SETTINGS)) {
            assertThat(provider.find()).containsSame(application.files());
            assertThat(StoredFiles.known()).containsSame(application.files());
        }

        assertThat(provider.find()).isEmpty();
    }

    @Test
    void the_next_container_has_its_own() {
        CdiStoredFilesProvider provider = new CdiStoredFilesProvider();
        StoredFiles first;
        try (TestApplication application = TestApplication.start(folder, SETTINGS)) {
            first = provider.find().orElseThrow();
            assertThat(first).isSameAs(application.files());
        }

        try (TestApplication application = TestApplication.start(folder, SETTINGS)) {
            assertThat(provider.find()).containsSame(application.files());
            assertThat(provider.find().orElseThrow()).isNotSameAs(first);
        }
    }

    @Test
    void a_container_without_the_extension_has_none() {
        try (WeldContainer container =
                new Weld().disableDiscovery().addBeanClass(Early.class).initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(new CdiStoredFilesProvider().find()).isEmpty();
        }
    }

    @Test
    void files_that_were_registered_win_over_the_container() {
        StoredFiles own =
                StoredFiles.builder().storage("default", new MemoryStorage()).build();

        try (TestApplication application = TestApplication.start(folder, SETTINGS)) {
            StoredFiles.Registration registration = own.register();

            assertThat(StoredFiles.current()).isSameAs(own);
            assertThat(StoredFiles.known()).containsSame(own);
            registration.close();
            assertThat(StoredFiles.current()).isSameAs(application.files());
        }
    }

    @Test
    void those_of_another_class_loader_are_not_known_to_be_ours() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        StoredFiles others =
                StoredFiles.builder().storage("default", new MemoryStorage()).build();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (StoredFiles.Registration registration = others.register()) {
            assertThat(registration).isNotNull();
            thread.setContextClassLoader(loader);

            assertThat(StoredFiles.current()).isSameAs(others);
            assertThat(StoredFiles.known()).isEmpty();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    @Test
    void without_cdi_on_the_class_path_nobody_asks_for_it() throws Exception {
        URL classes = StoredFiles.class.getProtectionDomain().getCodeSource().getLocation();
        URL persistence = jakarta.persistence.Entity.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();

        try (URLClassLoader bare =
                new URLClassLoader(new URL[] {classes, persistence}, ClassLoader.getPlatformClassLoader())) {
            Class<?> files = bare.loadClass(StoredFiles.class.getName());

            assertThatThrownBy(() -> files.getMethod("current").invoke(null))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("register()");
        }
    }

    /** Asks before the container runs. */
    static class Early implements Extension {
        static Optional<Boolean> found = Optional.empty();

        void ask(@Observes AfterBeanDiscovery event) {
            found = Optional.of(new CdiStoredFilesProvider().find().isPresent());
        }
    }
}
