package org.storedfile.validation;

import jakarta.validation.ValidatorFactory;
import jakarta.validation.groups.Default;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a persistence unit says of validation, in the standard's properties. */
record UnitSettings(Map<String, ?> settings) {
    private static final String PREFIX = "jakarta.persistence.validation.";

    /** Tells whether entities are validated at all; Hibernate takes several modes, in a list. */
    boolean isOn() {
        String mode = String.valueOf(settings.get(PREFIX + "mode")).toLowerCase(Locale.ROOT);
        return !mode.contains("none") && !mode.equals("ddl");
    }

    /** Returns the factory that the unit was given, as servers do. */
    Optional<ValidatorFactory> factory() {
        return settings.get(PREFIX + "factory") instanceof ValidatorFactory factory
                ? Optional.of(factory)
                : Optional.empty();
    }

    /** Returns the groups; none if such an event is not validated. */
    Class<?>[] groups(boolean isInsert) {
        Object value = settings.get(PREFIX + "group." + (isInsert ? "pre-persist" : "pre-update"));
        return groups(value).toArray(Class<?>[]::new);
    }

    private static List<Class<?>> groups(@Nullable Object value) {
        if (value instanceof Class<?>[] groups) {
            return List.of(groups);
        }
        if (value instanceof String names) {
            return Arrays.stream(names.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .<Class<?>>map(UnitSettings::group)
                    .toList();
        }
        return List.of(Default.class);
    }

    private static Class<?> group(String name) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), UnitSettings.class.getClassLoader())
                .flatMap(loader -> load(name, loader))
                .findFirst()
                .orElseThrow(() -> new jakarta.validation.ValidationException(
                        "the persistence unit names the validation group '" + name + "', which is no class"));
    }

    private static Stream<Class<?>> load(String name, @Nullable ClassLoader loader) {
        try {
            return Stream.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException e) {
            // The other loader may know it.
            return Stream.empty();
        }
    }
}
