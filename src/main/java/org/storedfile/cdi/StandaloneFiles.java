package org.storedfile.cdi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.Storage;

/**
 * The configured storages of an application, opened and {@linkplain StoredFiles#register registered} without a
 * container, for programs beside it. Storages that are beans of the application are not among them. Thread safe.
 */
public final class StandaloneFiles implements AutoCloseable {
    private final Map<String, Storage> storages;
    private final StoredFiles files;
    private final StoredFiles.Registration registration;

    private StandaloneFiles(Map<String, Storage> storages, StoredFiles files) {
        this.storages = storages;
        this.files = files;
        this.registration = files.register();
    }

    /**
     * Opens them.
     *
     * @throws StoredFileException if none is configured, or anything is wrong; the message lists all of it
     */
    public static StandaloneFiles open(Settings settings) {
        if (settings.properties().stream().noneMatch(property -> property.startsWith("storedfile.storages."))) {
            throw new StoredFileException(
                    "no storage is configured: set storedfile.storages.<name>.type and its options");
        }
        Configuration configuration = Configuration.read(settings, StorageTypes.find(), Set.of());
        List<String> faults = new ArrayList<>(configuration.faults());
        Map<String, Storage> made = new HashMap<>();
        for (ConfiguredStorage storage : configuration.storages()) {
            try {
                made.put(storage.name(), storage.create());
            } catch (StoredFileException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            made.forEach(ConfiguredStorage::close);
            throw new StoredFileException("the storages cannot be started:\n- " + String.join("\n- ", faults));
        }
        return new StandaloneFiles(made, built(configuration, made));
    }

    /** Returns the storages. */
    public StoredFiles files() {
        return files;
    }

    @Override
    public void close() {
        registration.close();
        storages.forEach(ConfiguredStorage::close);
    }

    private static StoredFiles built(Configuration configuration, Map<String, Storage> storages) {
        StoredFiles.Builder builder = configuration
                .uploads()
                .to(StoredFiles.builder())
                .storageForNewFiles(configuration.storageForNewFiles())
                .journalOfOthers(configuration.journal());
        storages.forEach(builder::storage);
        configuration.exclusive().forEach(builder::exclusive);
        return builder.build();
    }
}
