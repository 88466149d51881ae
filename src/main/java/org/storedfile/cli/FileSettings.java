package org.storedfile.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.storedfile.StoredFileException;
import org.storedfile.cdi.config.Settings;

/**
 * The settings that a command is given, before those of the runtime.
 *
 * @param own of files and of the command line
 */
record FileSettings(Map<String, String> own, Settings next) implements Settings {
    static FileSettings of(ApplicationOptions options) {
        Map<String, String> own = new HashMap<>();
        options.configs.forEach(file -> own.putAll(read(file)));
        own.putAll(options.properties);
        return new FileSettings(Map.copyOf(own), Settings.current());
    }

    @Override
    public Optional<String> value(String property) {
        return Optional.ofNullable(own.get(property)).or(() -> next.value(property));
    }

    @Override
    public Set<String> properties() {
        Set<String> names = new HashSet<>(own.keySet());
        names.addAll(next.properties());
        return names;
    }

    private static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new StoredFileException("the file '" + file + "' could not be read: " + e, e);
        }
        Map<String, String> values = new HashMap<>();
        read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
        return values;
    }
}
