package org.storedfile.cdi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.storedfile.cdi.config.Settings;

/**
 * Where the settings say that a storage keeps its objects.
 *
 * @param medium type, endpoint and bucket
 * @param folder the folder, or what the names of objects begin with
 */
record StoragePlace(String name, List<String> medium, Path folder) {
    /**
     * Returns what is wrong: storages that are said to be exclusive, and share a place with another.
     *
     * @param names of all storages that are made of settings
     */
    static List<String> faults(Collection<String> names, Set<String> exclusive, Settings settings) {
        List<StoragePlace> places = names.stream()
                .map(name -> of(name, settings))
                .flatMap(Optional::stream)
                .toList();
        List<String> faults = new ArrayList<>();
        for (StoragePlace place : places) {
            if (exclusive.contains(place.name)) {
                places.stream()
                        .filter(other -> !other.name.equals(place.name) && other.overlaps(place))
                        .map(other -> "'" + StorageSection.prefix(place.name) + StorageSection.EXCLUSIVE
                                + "' cannot be true, because the storage '" + other.name
                                + "' keeps its objects in the same place, where a sweep of '" + place.name
                                + "' would take them for orphans")
                        .forEach(faults::add);
            }
        }
        return faults;
    }

    // Of a type without such options, nothing is known.
    private static Optional<StoragePlace> of(String name, Settings settings) {
        String prefix = StorageSection.prefix(name);
        Optional<String> folder = value(settings, prefix + "location");
        Optional<String> bucket = value(settings, prefix + "bucket");
        if (folder.isEmpty() && bucket.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(
                            folder.orElse("/"),
                            value(settings, prefix + "prefix").orElse(""))
                    .toAbsolutePath()
                    .normalize();
            List<String> medium = List.of(
                    value(settings, prefix + "type").orElse(""),
                    withoutSlash(value(settings, prefix + "endpoint").orElse("")),
                    bucket.orElse(""));
            return Optional.of(new StoragePlace(name, medium, path));
        } catch (InvalidPathException e) {
            // A fault of its own, which the storage's type reports.
            return Optional.empty();
        }
    }

    private boolean overlaps(StoragePlace other) {
        return medium.equals(other.medium) && (folder.startsWith(other.folder) || other.folder.startsWith(folder));
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static Optional<String> value(Settings settings, String property) {
        return settings.value(property).map(String::strip).filter(value -> !value.isEmpty());
    }
}
