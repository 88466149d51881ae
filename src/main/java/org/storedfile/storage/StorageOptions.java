package org.storedfile.storage;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * The options of one configured storage. What is missing or cannot be read is recorded instead of thrown, so that one
 * error lists everything. Values are never part of a fault's text, because some are secrets. Not thread safe.
 */
public final class StorageOptions {
    private final String storage;
    private final String prefix;
    private final Function<String, Optional<String>> values;
    private final ThreadFactory threads;
    private final Set<String> asked = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Reads options with {@code values}, which maps a name such as {@code bucket} to its value. */
    public StorageOptions(Function<String, Optional<String>> values) {
        this("", values);
    }

    /** Reads options with {@code values}, and puts {@code prefix} before their names in faults. */
    public StorageOptions(String prefix, Function<String, Optional<String>> values) {
        this("", prefix, values);
    }

    /** Reads options of the storage that is called {@code storage}, with {@code prefix} before their names in faults. */
    public StorageOptions(String storage, String prefix, Function<String, Optional<String>> values) {
        this(storage, prefix, values, new ServerThreads("stored-file-storage"));
    }

    /** The same, with what makes the threads that the storage needs. */
    public StorageOptions(
            String storage, String prefix, Function<String, Optional<String>> values, ThreadFactory threads) {
        this.storage = storage;
        this.prefix = prefix;
        this.values = values;
        this.threads = threads;
    }

    /** Returns the name of the storage, which no other of the application has; an empty string if it has none. */
    public String storage() {
        return storage;
    }

    /**
     * Returns what makes threads for work of the storage's own, as the application wants them: {@link ServerThreads},
     * which are daemons where there is no server, unless told otherwise. Who takes some sees to their number and end.
     */
    public ThreadFactory threads() {
        return threads;
    }

    /** Returns the option's value; a missing one is recorded and given as an empty string. */
    public String required(String option) {
        return optional(option).orElseGet(() -> fault(option, "is missing", ""));
    }

    /** Returns the option's value, if it has one that is not blank. */
    public Optional<String> optional(String option) {
        asked.add(option);
        return values.apply(option).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns {@code true} or {@code false}. */
    public boolean flag(String option, boolean otherwise) {
        return optional(option)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> fault(option, "must be true or false", otherwise);
                })
                .orElse(otherwise);
    }

    /** Returns a whole number. */
    public int number(String option, int otherwise) {
        try {
            return optional(option).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return fault(option, "must be a whole number", otherwise);
        }
    }

    /** Returns a number of bytes, written as a {@link DataSize}: {@code 8388608}, {@code 8MB} and {@code 8 MiB} are the same. */
    public long bytes(String option, long otherwise) {
        try {
            return optional(option).map(DataSize::parse).map(DataSize::bytes).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            return fault(option, "must be a size such as 8388608 or 8MB", otherwise);
        }
    }

    /** Returns a duration, written as ISO 8601 has it: {@code PT1H}. */
    public Duration duration(String option, Duration otherwise) {
        try {
            return optional(option).map(Duration::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            return fault(option, "must be an ISO 8601 duration such as PT1H", otherwise);
        }
    }

    /** Returns a constant, written in lower case with {@code -} for {@code _}, or as it is in Java. */
    public <E extends Enum<E>> E choice(String option, Class<E> type, E otherwise) {
        Optional<String> value = optional(option);
        if (value.isEmpty()) {
            return otherwise;
        }
        String name = value.get().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseGet(
                        () -> fault(option, "must be one of " + Arrays.toString(type.getEnumConstants()), otherwise));
    }

    /** Records that an option has a value that cannot be used. */
    public void fault(String option, String fault) {
        faults.add("'" + prefix + option + "' " + fault);
    }

    /** Returns the names of all options that were asked for. */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** Returns what is wrong, one sentence each. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private <T> T fault(String option, String fault, T otherwise) {
        fault(option, fault);
        return otherwise;
    }
}
