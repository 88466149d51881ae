package org.storedfile.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkCheck;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfiguredStoragesTest {
    private static final String TWO = """
            storedfile.storages.default.type=memory
            storedfile.storages.invoices.type=recording
            storedfile.storages.invoices.label=A
            """;

    @TempDir
    private Path folder;

    @Test
    void a_configured_storage_is_injected_by_name() {
        try (TestApplication application = TestApplication.start(folder, TWO, Invoices.class)) {
            Invoices bean = application.get(Invoices.class);

            assertThat(bean.invoices).isSameAs(application.storage("invoices"));
            assertThat(bean.invoices.as(RecordingStorage.class))
                    .map(RecordingStorage::label)
                    .contains("A");
        }
    }

    @Test
    void an_injected_storage_without_a_name_is_the_one_named_default() {
        try (TestApplication application = TestApplication.start(folder, TWO, Invoices.class)) {
            Invoices bean = application.get(Invoices.class);

            assertThat(bean.standard).isSameAs(application.storage("default")).isNotSameAs(bean.invoices);
        }
    }

    @Test
    void the_injected_files_are_the_current_ones_and_know_all_storages() {
        try (TestApplication application = TestApplication.start(folder, TWO, Invoices.class)) {
            Invoices bean = application.get(Invoices.class);

            assertThat(bean.files).isSameAs(StoredFiles.current());
            assertThat(bean.files.storageNames()).containsExactlyInAnyOrder("default", "invoices");
            assertThat(bean.files.storageForNewFiles()).isEqualTo("default");
        }
    }

    @Test
    void a_setting_chooses_the_storage_for_new_files() {
        try (TestApplication application = TestApplication.start(folder, TWO + "storedfile.default=invoices")) {
            assertThat(application.files().storageForNewFiles()).isEqualTo("invoices");
        }
    }

    @Test
    void settings_say_how_the_journal_works() {
        try (TestApplication application = TestApplication.start(folder, TWO + """
                storedfile.journal.table=files.journal
                storedfile.journal.create-table=false
                storedfile.journal.data-source=java:/files
                storedfile.journal.remove-after=P1D
                """)) {
            JournalSettings journal = application.files().journal();

            assertThat(journal)
                    .isEqualTo(JournalSettings.builder()
                            .table("files.journal")
                            .createTable(false)
                            .dataSource("java:/files")
                            .removeAfter(Duration.ofDays(1))
                            .build());
        }
    }

    @Test
    void the_journal_is_on_unless_it_is_switched_off() {
        try (TestApplication application = TestApplication.start(folder, TWO)) {
            assertThat(application.files().journal().isEnabled()).isTrue();
        }
        try (TestApplication application = TestApplication.start(folder, TWO + "storedfile.journal.enabled=false")) {
            assertThat(application.files().journal().isEnabled()).isFalse();
        }
    }

    @Test
    void an_injection_point_that_names_no_storage_fails_the_start() {
        assertThatThrownBy(
                        () -> TestApplication.start(folder, "storedfile.storages.default.type=memory", Invoices.class))
                .hasMessageContaining("invoices");
    }

    @Test
    void options_may_come_from_elsewhere_than_the_type() {
        System.setProperty("storedfile.storages.invoices.label", "from the system");
        try (TestApplication application =
                TestApplication.start(folder, "storedfile.storages.invoices.type=recording")) {
            assertThat(application.storage("invoices").as(RecordingStorage.class))
                    .map(RecordingStorage::label)
                    .contains("from the system");
        } finally {
            System.clearProperty("storedfile.storages.invoices.label");
        }
    }

    @Test
    void links_of_one_storage_open_no_other_at_the_same_address() {
        try (TestApplication application = TestApplication.start(folder, """
                storedfile.storages.default.type=filesystem
                storedfile.storages.default.location=%1$s/a
                storedfile.storages.default.base-url=/app/files
                storedfile.storages.invoices.type=filesystem
                storedfile.storages.invoices.location=%1$s/b
                storedfile.storages.invoices.base-url=/app/files
                """.formatted(folder))) {
            URI link = links(application.storage("invoices")).url(Key.of("a.txt"), LinkOptions.DEFAULTS);

            assertThat(check(application.storage("invoices"), link)).isInstanceOf(LinkCheck.Valid.class);
            assertThat(check(application.storage("default"), link)).isInstanceOf(LinkCheck.Forged.class);
        }
    }

    private static Links links(Storage storage) {
        return storage.as(Links.class).orElseThrow();
    }

    private static LinkCheck check(Storage storage, URI link) {
        return storage.as(LinkSigner.class).orElseThrow().check("a.txt", link.getRawQuery());
    }

    @Test
    void an_unknown_name_is_an_error_that_lists_those_that_there_are() {
        try (TestApplication application = TestApplication.start(folder, TWO)) {
            assertThatThrownBy(() -> application.storage("invoises"))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContainingAll("'invoises'", "[default, invoices]");
        }
    }

    @Test
    void a_storage_that_was_configured_stores() throws IOException {
        try (TestApplication application = TestApplication.start(folder, TWO)) {
            Storage storage = application.storage("default");

            storage.write(Key.of("a.txt"), Content.of("hello".getBytes(UTF_8)));

            assertThat(storage.read(Key.of("a.txt"))).hasContent("hello");
            assertThat(storage.as(RecordingStorage.class)).isEqualTo(Optional.empty());
        }
    }

    @Dependent
    static class Invoices {
        @Inject
        StoredFiles files;

        @Inject
        Storage standard;

        @Inject
        @Named("invoices")
        Storage invoices;
    }
}
