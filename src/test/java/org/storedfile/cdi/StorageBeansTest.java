package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.memory.MemoryStorage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StorageBeansTest {
    private static final Key KEY = Key.of("a.txt");

    @TempDir
    private Path folder;

    @Test
    void a_bean_wins_over_configuration_of_the_same_name() {
        String settings = "storedfile.storages.invoices.type=no such type, but nobody asks";

        try (TestApplication application = TestApplication.start(folder, settings, Scoped.class, Wanted.class)) {
            assertThat(link(application.storage("invoices"))).isEqualTo(URI.create("https://scoped/a.txt"));
            assertThat(link(application.get(Wanted.class).invoices)).isEqualTo(URI.create("https://scoped/a.txt"));
        }
    }

    @Test
    void a_client_proxy_keeps_the_capabilities() {
        try (TestApplication application = TestApplication.start(folder, "", Produced.class, Wanted.class)) {
            Storage storage = application.get(Wanted.class).invoices;

            assertThat(storage).isNotInstanceOf(Links.class);
            assertThat(link(storage)).isEqualTo(URI.create("https://produced/a.txt"));
            assertThat(link(application.storage("invoices"))).isEqualTo(URI.create("https://produced/a.txt"));
        }
    }

    @Test
    void a_decorated_bean_keeps_the_capabilities() throws IOException {
        Counting.WRITES.set(0);
        try (TestApplication application =
                TestApplication.start(folder, "", Decorated.class, Counting.class, WantedDecorated.class)) {
            Storage storage = application.get(WantedDecorated.class).storage;

            storage.write(KEY, Content.of(new byte[3]));

            assertThat(Counting.WRITES).hasValue(1);
            assertThat(link(storage)).isEqualTo(URI.create("https://decorated/a.txt"));
            assertThat(link(application.storage("decorated"))).isEqualTo(URI.create("https://decorated/a.txt"));
        }
    }

    @Test
    void several_named_beans_do_not_get_in_the_way_of_the_default() {
        try (TestApplication application =
                TestApplication.start(folder, "storedfile.storages.default.type=memory", Producers.class, Both.class)) {
            Both both = application.get(Both.class);

            assertThat(both.standard).isSameAs(application.storage("default"));
            assertThat(both.photos).isSameAs(application.storage("photos"));
            assertThat(application.files().storageNames()).containsExactlyInAnyOrder("default", "photos", "scans");
        }
    }

    @Test
    void a_bean_without_a_name_is_the_default_storage() {
        try (TestApplication application = TestApplication.start(folder, "", Unnamed.class, Standard.class)) {
            assertThat(link(application.get(Standard.class).standard)).isEqualTo(URI.create("https://unnamed/a.txt"));
            assertThat(link(application.storage("default"))).isEqualTo(URI.create("https://unnamed/a.txt"));
        }
    }

    @Test
    void two_beans_for_the_default_storage_fail_the_start() {
        assertThatThrownBy(() -> TestApplication.start(folder, "", Unnamed.class, NamedDefault.class))
                .hasMessageContaining("the storage 'default' is made by more than one bean");
    }

    @Test
    void an_alternative_replaces_a_bean_of_the_same_name() {
        try (TestApplication application = TestApplication.start(folder, "", Scoped.class, Replacement.class)) {
            assertThat(link(application.storage("invoices"))).isEqualTo(URI.create("https://replacement/a.txt"));
        }
    }

    @Test
    void a_bean_without_a_scope_is_made_once_for_all_who_ask_by_name() {
        try (TestApplication application = TestApplication.start(folder, "", Producers.class)) {
            assertThat(application.storage("scans")).isSameAs(application.storage("scans"));
        }
    }

    @Test
    void a_bean_may_be_made_of_other_storages() {
        String settings = "storedfile.storages.raw.type=recording\nstoredfile.storages.raw.label=raw";

        try (TestApplication application = TestApplication.start(folder, settings, Wrapped.class)) {
            assertThat(link(application.storage("wrapped"))).isEqualTo(URI.create("https://raw/a.txt"));
        }
    }

    @Test
    void the_setting_for_new_files_may_name_a_bean() {
        try (TestApplication application = TestApplication.start(folder, "storedfile.default=invoices", Scoped.class)) {
            assertThat(application.files().storageForNewFiles()).isEqualTo("invoices");
        }
    }

    @Test
    void a_bean_decides_the_folder() {
        try (TestApplication application = TestApplication.start(folder, "", Scoped.class, Folders.class)) {
            UploadTo uploadTo = application.files().uploadTo(Folders.class);

            assertThat(uploadTo.folder(new UploadTo.Upload("entity", "file", "a.txt")))
                    .isEqualTo("[invoices]");
        }
    }

    @Test
    void a_class_that_decides_the_folder_must_be_a_bean() {
        try (TestApplication application = TestApplication.start(folder, "", Scoped.class)) {
            StoredFiles files = application.files();

            assertThatThrownBy(() -> files.uploadTo(NoBean.class))
                    .hasMessageContainingAll(NoBean.class.getName(), "no CDI bean", "@ApplicationScoped");
        }
    }

    private static URI link(Storage storage) {
        return storage.as(Links.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS);
    }

    @ApplicationScoped
    @Named("invoices")
    static class Scoped extends MemoryLinks {
        Scoped() {
            super("scoped");
        }
    }

    @ApplicationScoped
    @Named("default")
    static class NamedDefault extends MemoryLinks {
        NamedDefault() {
            super("named");
        }
    }

    @Dependent
    static class Produced {
        @Produces
        @ApplicationScoped
        @Named("invoices")
        Storage invoices() {
            return new MemoryLinks("produced") {};
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    @Named("invoices")
    static class Replacement extends MemoryLinks {
        Replacement() {
            super("replacement");
        }
    }

    @ApplicationScoped
    static class Unnamed extends MemoryLinks {
        Unnamed() {
            super("unnamed");
        }
    }

    @ApplicationScoped
    @Named("decorated")
    static class Decorated extends MemoryLinks {
        Decorated() {
            super("decorated");
        }
    }

    @Decorator
    @Priority(1)
    abstract static class Counting implements Storage {
        static final AtomicInteger WRITES = new AtomicInteger();

        @Inject
        @Delegate
        @Any
        private Storage delegate;

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            WRITES.incrementAndGet();
            return delegate.write(key, content);
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            delegate.delete(keys);
        }
    }

    @Dependent
    static class Producers {
        @Produces
        @Singleton
        @Named("photos")
        Storage photos() {
            return new MemoryStorage();
        }

        @Produces
        @Named("scans")
        Storage scans() {
            return new MemoryStorage();
        }
    }

    @Dependent
    static class Wrapped {
        @Produces
        @Named("wrapped")
        Storage wrapped(StoredFiles files) {
            return files.storage("raw");
        }
    }

    @Dependent
    static class Wanted {
        @Inject
        @Named("invoices")
        Storage invoices;
    }

    @Dependent
    static class WantedDecorated {
        @Inject
        @Named("decorated")
        Storage storage;
    }

    @Dependent
    static class Both {
        @Inject
        Storage standard;

        @Inject
        @Named("photos")
        Storage photos;
    }

    @Dependent
    static class Standard {
        @Inject
        Storage standard;
    }

    @ApplicationScoped
    static class Folders implements UploadTo {
        @Inject
        StoredFiles files;

        @Override
        public String folder(Upload upload) {
            return files.storageNames().toString();
        }
    }

    static class NoBean implements UploadTo {
        @Override
        public String folder(Upload upload) {
            return "";
        }
    }
}
