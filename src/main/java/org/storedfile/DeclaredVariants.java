package org.storedfile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variants that entities declare, for all applications that share this class; each sees its own. An entry goes with
 * its entity's class. For the persistence packages. Thread safe.
 */
public final class DeclaredVariants {
    private static final Map<Class<?>, Map<String, Declared>> BY_ENTITY = new WeakHashMap<>();

    /** A variant and the limits for the images that it is made of; nothing in it belongs to the application. */
    record Declared(String qualifiedName, VariantSpec variant, ImageLimits limits) {}

    private DeclaredVariants() {}

    /** Notes what an attribute declares; a second time replaces the first. */
    public static void add(
            Class<?> entity, String entityName, String attribute, List<VariantSpec> variants, ImageLimits limits) {
        String simple = entityName.substring(entityName.lastIndexOf('.') + 1) + "." + attribute + ".";
        synchronized (BY_ENTITY) {
            Map<String, Declared> known = BY_ENTITY.getOrDefault(entity, Map.of());
            Map<String, Declared> next = Stream.concat(
                            known.values().stream()
                                    .filter(declared -> !declared.qualifiedName()
                                            .equals(simple + declared.variant().name())),
                            variants.stream().map(variant -> new Declared(simple + variant.name(), variant, limits)))
                    .collect(Collectors.toUnmodifiableMap(Declared::qualifiedName, declared -> declared));
            BY_ENTITY.put(entity, next);
        }
    }

    /** Tells whether any entity declares a variant. */
    static boolean areThere() {
        synchronized (BY_ENTITY) {
            return BY_ENTITY.values().stream().anyMatch(declared -> !declared.isEmpty());
        }
    }

    /**
     * Returns the variant with this name, or {@code Entity.attribute.name}.
     *
     * @throws StoredFileException if there is none, or several that differ; the message lists names
     */
    static Declared find(String name) {
        List<Declared> all = visible();
        List<Declared> fitting = all.stream()
                .filter(declared -> declared.qualifiedName().equals(name)
                        || declared.variant().name().equals(name))
                .toList();
        if (fitting.isEmpty()) {
            throw new StoredFileException("no attribute declares a @Variant '" + name + "'; there are " + names(all));
        }
        Declared first = fitting.get(0);
        if (!fitting.stream().allMatch(other -> other.variant().isSamePicture(first.variant()))) {
            throw new StoredFileException("several attributes declare a @Variant '" + name
                    + "', and not alike: ask for one of " + names(fitting));
        }
        // The most lenient: alike, they share their key, whichever attribute the image is in.
        return fitting.stream()
                .max(Comparator.comparingInt(declared -> declared.limits().maxPixels()))
                .orElse(first);
    }

    private static Set<String> names(List<Declared> declared) {
        return declared.stream().map(Declared::qualifiedName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Declared> visible() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        synchronized (BY_ENTITY) {
            List<Declared> own = declared(loader);
            return own.isEmpty() ? declared(null) : own;
        }
    }

    private static List<Declared> declared(@Nullable ClassLoader loader) {
        return BY_ENTITY.entrySet().stream()
                .filter(entry -> loader == null || isSeen(entry.getKey(), loader))
                .flatMap(entry -> entry.getValue().values().stream())
                .toList();
    }

    private static boolean isSeen(Class<?> entity, ClassLoader loader) {
        try {
            return Class.forName(entity.getName(), false, loader) == entity;
        } catch (ClassNotFoundException e) {
            return false; // Another application's.
        }
    }
}
