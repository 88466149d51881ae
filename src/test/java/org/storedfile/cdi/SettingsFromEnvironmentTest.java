package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.Storage;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsFromEnvironmentTest {
    private static final Map<String, String> FILE = Map.of(
            "storedfile.storages.invoices.type", "recording",
            "storedfile.storages.my-docs.type", "recording",
            "storedfile.storages.my-docs.label", "from the file");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void separate() {
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {});
    }

    @AfterEach
    void release() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void all_but_the_type_may_come_from_the_environment() {
        settings(Map.of(
                "STOREDFILE_STORAGES_INVOICES_LABEL", "A",
                "STOREDFILE_STORAGES_INVOICES_SECRET_KEY", "key",
                "STOREDFILE_STORAGES_MY_DOCS_LABEL", "B"));

        Configuration configuration = read();

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.storages())
                .extracting(SettingsFromEnvironmentTest::label)
                .containsExactly("A-with-key", "B");
    }

    @Test
    void the_environment_wins_over_the_file() {
        settings(Map.of(
                "STOREDFILE_STORAGES_INVOICES_TYPE", "clientless",
                "STOREDFILE_STORAGES_MY_DOCS_LABEL", "B",
                "STOREDFILE_DEFAULT", "my-docs"));

        Configuration configuration = read();

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.storageForNewFiles()).isEqualTo("my-docs");
        assertThat(configuration.storages())
                .extracting(storage -> storage.type().name())
                .containsExactly("clientless", "recording");
    }

    @Test
    void a_placeholder_without_a_value_is_as_good_as_none() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "storedfile.storages.a.type", "recording",
                                "storedfile.storages.a.label", "${not.there}"),
                        "file",
                        100))
                .build();
        register(config);

        assertThat(read().faults()).containsExactly("'storedfile.storages.a.label' is missing");
    }

    private static Configuration read() {
        StorageTypes types = new StorageTypes(
                Map.of("recording", new RecordingStorageType(), "clientless", new MissingClientStorageType()));
        return Configuration.read(Settings.current(), types, Set.of());
    }

    private static void settings(Map<String, String> environment) {
        register(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300), new PropertiesConfigSource(FILE, "file", 100))
                .build());
    }

    private static void register(SmallRyeConfig config) {
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
    }

    private static String label(ConfiguredStorage configured) {
        Storage storage = configured.create();
        try (RecordingStorage recording = storage.as(RecordingStorage.class).orElseThrow()) {
            return recording.label();
        }
    }
}
