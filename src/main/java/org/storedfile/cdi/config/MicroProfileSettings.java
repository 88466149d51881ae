package org.storedfile.cdi.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Settings from MicroProfile Config. */
record MicroProfileSettings(Config config) implements Settings {
    static Settings current() {
        return hasImplementation() ? new MicroProfileSettings(ConfigProvider.getConfig()) : new NoSettings();
    }

    @Override
    public Optional<String> value(String property) {
        return config.getOptionalValue(property, String.class);
    }

    @Override
    public Set<String> properties() {
        Set<String> names = new HashSet<>();
        config.getPropertyNames().forEach(names::add);
        return names.stream()
                .filter(name -> name.endsWith(".type") || !names.contains(environment(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    // SmallRye guesses a dotted name for each environment variable, with every '_' a dot: secret.key for secret-key.
    private static String environment(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean hasImplementation() {
        try {
            return ConfigProviderResolver.instance() != null;
        } catch (IllegalStateException e) {
            System.getLogger(MicroProfileSettings.class.getName())
                    .log(System.Logger.Level.DEBUG, "MicroProfile Config has no implementation here: {0}", e);
            return false;
        }
    }
}
