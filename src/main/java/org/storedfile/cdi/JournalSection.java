package org.storedfile.cdi;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.storedfile.JournalSettings;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.StorageOptions;

/** The settings of the journal. What is wrong with them goes to {@code faults}. */
record JournalSection(Settings settings, List<String> faults) {
    private static final String PREFIX = "storedfile.journal.";

    /** Returns the journal's settings; where something is wrong with them, those that hold unless they are set. */
    JournalSettings read() {
        StorageOptions options = new StorageOptions(PREFIX, option -> settings.value(PREFIX + option));
        JournalSettings standard = JournalSettings.STANDARD;
        JournalSettings.Builder builder = standard.with()
                .enabled(options.flag("enabled", standard.isEnabled()))
                .application(options.optional("application").orElse(standard.application()))
                .table(options.optional("table").orElse(standard.table()))
                .createTable(options.flag("create-table", standard.createsTable()))
                .grace(options.duration("grace", standard.grace()))
                .linger(options.duration("linger", standard.linger()))
                .interval(options.duration("interval", standard.interval()))
                .batch(options.number("batch", standard.batch()))
                .ceiling(options.number("ceiling", standard.ceiling()))
                .backOff(options.duration("back-off", standard.backOff()))
                .removeAfter(options.duration("remove-after", standard.removeAfter()));
        options.optional("data-source").ifPresent(builder::dataSource);
        faults.addAll(options.faults());
        reportUnknown(options.asked());
        return built(builder);
    }

    private JournalSettings built(JournalSettings.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            faults.add("'" + PREFIX + "…': " + e.getMessage());
            return JournalSettings.STANDARD;
        }
    }

    private void reportUnknown(Set<String> known) {
        settings.properties().stream()
                .filter(property -> property.startsWith(PREFIX))
                .map(property -> property.substring(PREFIX.length()))
                .filter(option -> !known.contains(option))
                .map(option -> "'" + PREFIX + option + "' is no setting"
                        + Spelling.nearest(option, known)
                                .map(other -> ": did you mean '" + PREFIX + other + "'?")
                                .orElse("")
                        + "; known are " + new TreeSet<>(known))
                .forEach(faults::add);
    }
}
