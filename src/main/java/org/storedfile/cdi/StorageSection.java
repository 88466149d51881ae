package org.storedfile.cdi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import org.storedfile.StoredFiles;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/** The settings of one storage. What is wrong with them goes to {@code faults}, always without values of options. */
record StorageSection(String name, Settings settings, StorageTypes types, ThreadFactory threads, List<String> faults) {
    static final String EXCLUSIVE = "exclusive";
    private static final String TYPE = "type";

    static String prefix(String name) {
        return "storedfile.storages." + name + ".";
    }

    /** Returns what is wrong with the name of a storage, if anything. */
    static Optional<String> fault(String name) {
        try {
            StoredFiles.builder().storageForNewFiles(name);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Returns the storage if nothing is wrong with it. */
    Optional<ConfiguredStorage> read() {
        int before = faults.size();
        fault(name).ifPresent(fault -> faults.add("'" + prefix(name) + TYPE + "': " + fault));
        Optional<ConfiguredStorage> storage = type().map(this::configured);
        return faults.size() == before ? storage : Optional.empty();
    }

    private Optional<StorageType> type() {
        Optional<String> value = value(TYPE).map(String::strip).filter(text -> !text.isEmpty());
        Optional<StorageType> type = value.flatMap(types::type);
        if (type.isEmpty()) {
            String fault = value.map(text -> "has the unknown type '" + text + "'" + hint(text, types.names()))
                    .orElse("is missing");
            faults.add("'" + prefix(name) + TYPE + "' " + fault + "; known are " + types.names());
        }
        return type;
    }

    private ConfiguredStorage configured(StorageType type) {
        StorageOptions options = new StorageOptions(name, prefix(name), this::value, threads);
        StorageType.Factory factory = type.configure(options);
        faults.addAll(options.faults());
        reportUnknown(type, options.asked());
        return new ConfiguredStorage(name, type, factory);
    }

    private void reportUnknown(StorageType type, Set<String> known) {
        settings.properties().stream()
                .filter(property -> property.startsWith(prefix(name)))
                .map(property -> property.substring(prefix(name).length()))
                .filter(option -> !option.equals(TYPE) && !option.equals(EXCLUSIVE) && !known.contains(option))
                .map(option -> "'" + prefix(name) + option + "' is no option of the type '" + type.name() + "'"
                        + hint(option, known) + "; known are " + new TreeSet<>(known))
                .forEach(faults::add);
    }

    private Optional<String> value(String option) {
        return settings.value(prefix(name) + option);
    }

    private static String hint(String word, Collection<String> known) {
        return Spelling.nearest(word, known)
                .map(other -> ": did you mean '" + other + "'?")
                .orElse("");
    }
}
