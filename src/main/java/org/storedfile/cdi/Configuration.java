package org.storedfile.cdi;

import static org.storedfile.StoredFiles.DEFAULT_STORAGE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.storedfile.JournalSettings;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.StorageOptions;

/**
 * What the settings say of storages.
 *
 * @param names of all that are configured, faulty ones included
 * @param storages those without a fault
 * @param exclusive names of storages, beans included, that {@code exclusive} says nobody else keeps objects in
 * @param storageForNewFiles the name that {@code storedfile.default} gives
 * @param uploads what {@code storedfile.uploads} gives
 * @param isScannerFailureAccepted whether {@code storedfile.scanner.on-failure} lets files through
 * @param journal what {@code storedfile.journal} gives
 * @param faults what is wrong, one sentence each
 */
record Configuration(
        Set<String> names,
        List<ConfiguredStorage> storages,
        Set<String> exclusive,
        String storageForNewFiles,
        UploadSection uploads,
        boolean isScannerFailureAccepted,
        JournalSettings journal,
        List<String> faults) {
    static final String DEFAULT = "storedfile.default";
    static final Configuration NONE = new Configuration(
            Set.of(),
            List.of(),
            Set.of(),
            DEFAULT_STORAGE,
            UploadSection.STANDARD,
            false,
            JournalSettings.STANDARD,
            List.of());
    private static final String ROOT = "storedfile";
    private static final List<String> SECTIONS = List.of("default", "storages", "uploads", "scanner", "journal");
    private static final String SCANNER = ROOT + ".scanner.";
    private static final String FOLDER = "stored-files";
    private static final Pattern TYPE = Pattern.compile("storedfile\\.storages\\.([^.]+)\\..+");
    private static final System.Logger LOG = System.getLogger(Configuration.class.getName());

    /**
     * Reads the settings.
     *
     * @param beans names of storages that the application makes itself; what is configured for them is not read
     */
    static Configuration read(Settings settings, StorageTypes types, Set<String> beans) {
        Set<String> names = names(settings);
        names.stream()
                .filter(beans::contains)
                .filter(name -> isConfigured(name, settings))
                .forEach(Configuration::logBean);
        List<String> faults = new ArrayList<>();
        Set<String> exclusive = exclusive(names, settings, faults);
        names.removeAll(beans);
        faults.addAll(StoragePlace.faults(names, exclusive, settings));
        boolean isNothing = names.isEmpty() && beans.isEmpty();
        return isNothing
                ? of(Set.of(DEFAULT_STORAGE), exclusive, folder(settings), types, faults)
                : of(names, exclusive, settings, types, faults);
    }

    private static Configuration of(
            Set<String> names, Set<String> exclusive, Settings settings, StorageTypes types, List<String> faults) {
        UploadSection uploads = UploadSection.read(settings, faults);
        List<ConfiguredStorage> storages = new ArrayList<>();
        for (String name : names) {
            StorageSection section = new StorageSection(name, settings, types, uploads.threadsOfStorages(), faults);
            section.read().ifPresent(storages::add);
        }
        settings.properties().stream()
                .map(Configuration::misspelt)
                .flatMap(Optional::stream)
                .forEach(faults::add);
        String storageForNewFiles = storageForNewFiles(settings, faults);
        boolean accepts = onScannerFailure(settings, faults) == OnScannerFailure.ACCEPT;
        JournalSettings journal = new JournalSection(settings, faults).read();
        return new Configuration(names, storages, exclusive, storageForNewFiles, uploads, accepts, journal, faults);
    }

    // Says nothing of how the storage is made, so that beans can have it too.
    private static Set<String> exclusive(Set<String> names, Settings settings, List<String> faults) {
        Set<String> exclusive = new TreeSet<>();
        for (String name : names) {
            String prefix = StorageSection.prefix(name);
            StorageOptions options = new StorageOptions(prefix, option -> settings.value(prefix + option));
            if (options.flag(StorageSection.EXCLUSIVE, false)) {
                exclusive.add(name);
            }
            faults.addAll(options.faults());
        }
        return exclusive;
    }

    private static boolean isConfigured(String name, Settings settings) {
        String prefix = StorageSection.prefix(name);
        return settings.properties().stream()
                .anyMatch(
                        property -> property.startsWith(prefix) && !property.equals(prefix + StorageSection.EXCLUSIVE));
    }

    // A slip here would send files to the default folder without a word.
    private static Optional<String> misspelt(String property) {
        String[] words = property.split("\\.", -1);
        boolean isOurs = words.length > 1 && words[0].equals(ROOT) && !SECTIONS.contains(words[1]);
        return isOurs
                ? Spelling.nearest(words[1], SECTIONS)
                        .map(section ->
                                "'" + property + "' is no setting: did you mean '" + ROOT + "." + section + "'?")
                : Optional.empty();
    }

    private static String storageForNewFiles(Settings settings, List<String> faults) {
        String name = settings.value(DEFAULT).map(String::strip).orElse(DEFAULT_STORAGE);
        Optional<String> fault = StorageSection.fault(name);
        fault.ifPresent(text -> faults.add("'" + DEFAULT + "': " + text));
        return fault.isPresent() ? DEFAULT_STORAGE : name;
    }

    private static OnScannerFailure onScannerFailure(Settings settings, List<String> faults) {
        StorageOptions options = new StorageOptions(SCANNER, option -> settings.value(SCANNER + option));
        OnScannerFailure chosen = options.choice("on-failure", OnScannerFailure.class, OnScannerFailure.REFUSE);
        faults.addAll(options.faults());
        reportOthers(SCANNER, "on-failure", settings, faults);
        return chosen;
    }

    private static void reportOthers(String section, String only, Settings settings, List<String> faults) {
        settings.properties().stream()
                .filter(property -> property.startsWith(section) && !property.equals(section + only))
                .map(property -> "'" + property + "' is no setting: did you mean '" + section + only + "'?")
                .forEach(faults::add);
    }

    private static Set<String> names(Settings settings) {
        return settings.properties().stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Settings folder(Settings settings) {
        LOG.log(
                System.Logger.Level.INFO,
                "No storage is configured: files go to the folder {0}. Set {1}type, or make a bean of type Storage.",
                Path.of(FOLDER).toAbsolutePath(),
                StorageSection.prefix(DEFAULT_STORAGE));
        Map<String, String> values = Map.of("type", "filesystem", "location", FOLDER);
        return new Overlay(StorageSection.prefix(DEFAULT_STORAGE), values, settings);
    }

    private static void logBean(String name) {
        LOG.log(
                System.Logger.Level.INFO,
                "The storage ''{0}'' is a bean of the application: its configuration is not used.",
                name);
    }

    /** What becomes of a file that the scanner cannot look at. */
    private enum OnScannerFailure {
        REFUSE,
        ACCEPT
    }

    /** Settings with some values of our own before them. */
    private record Overlay(String prefix, Map<String, String> values, Settings next) implements Settings {
        @Override
        public Optional<String> value(String property) {
            String own = property.startsWith(prefix) ? values.get(property.substring(prefix.length())) : null;
            return own != null ? Optional.of(own) : next.value(property);
        }

        @Override
        public Set<String> properties() {
            return next.properties();
        }
    }
}
