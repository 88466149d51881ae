package org.storedfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variants that the entities of one persistence unit declare, known to all as long as the unit runs. Applications
 * that share this class see their own entities' only. For the persistence packages. Thread safe.
 */
public final class DeclaredVariants {
    // Weak, so that a unit that nobody closed goes all the same.
    private static final Set<DeclaredVariants> RUNNING = Collections.newSetFromMap(new WeakHashMap<>());

    private final Map<Class<?>, List<Declared>> byEntity = new ConcurrentHashMap<>();

    /**
     * A variant and the limits for the images that it is made of; nothing in it belongs to the application.
     *
     * @param type the name of the entity's class
     * @param attribute {@code Entity.attribute}
     */
    record Declared(String type, String attribute, VariantSpec variant, ImageLimits limits) {
        String qualifiedName() {
            return attribute + "." + variant.name();
        }

        /** Returns a name that no other entity has, however their classes are called. */
        String fullName() {
            return type + qualifiedName().substring(attribute.indexOf('.'));
        }

        Declared orMore(Declared other) {
            return new Declared(type, attribute, variant, limits.orMore(other.limits));
        }

        boolean isCalled(String name) {
            return name.equals(variant.name()) || name.equals(qualifiedName()) || name.equals(fullName());
        }
    }

    /** Creates one without variants, of a unit that does not run yet. */
    public DeclaredVariants() {}

    /** Notes what an attribute declares. */
    public void add(
            Class<?> entity, String entityName, String attribute, List<VariantSpec> variants, ImageLimits limits) {
        String simple = entityName.substring(entityName.lastIndexOf('.') + 1) + "." + attribute;
        byEntity.computeIfAbsent(entity, any -> new CopyOnWriteArrayList<>())
                .addAll(variants.stream()
                        .map(variant -> new Declared(entity.getName(), simple, variant, limits))
                        .toList());
    }

    /**
     * Makes them known.
     *
     * @return forgets them again, and is kept as long as the unit runs; a second run does nothing
     */
    public Runnable run() {
        synchronized (RUNNING) {
            RUNNING.add(this);
        }
        return () -> {
            synchronized (RUNNING) {
                RUNNING.remove(this);
            }
        };
    }

    /** Returns what the entities of all units that run declare, each once. */
    static List<VariantSpec> all() {
        return declared(running(), null).stream()
                .map(Declared::variant)
                .distinct()
                .toList();
    }

    /**
     * Returns the variant with this name, or {@code Entity.attribute.name}, or that with the name of the entity's class.
     *
     * @throws StoredFileException if there is none, or several that differ; the message lists names
     */
    static Declared find(String name) {
        List<Declared> all = visible();
        List<Declared> fitting =
                all.stream().filter(declared -> declared.isCalled(name)).toList();
        if (fitting.isEmpty()) {
            throw new StoredFileException("no attribute declares a @Variant '" + name + "'; there are " + names(all));
        }
        if (fitting.stream().anyMatch(other -> differs(other, fitting.get(0)))) {
            throw new StoredFileException("several attributes declare a @Variant '" + name
                    + "', and not alike: ask for one of " + names(fitting));
        }
        // With the most lenient limits: alike, they share their key, whichever attribute the image is in.
        return fitting.stream().reduce(Declared::orMore).orElseThrow();
    }

    private static boolean differs(Declared one, Declared other) {
        return !one.variant().isSamePicture(other.variant());
    }

    // The shortest that tell them apart.
    private static Set<String> names(List<Declared> declared) {
        return declared.stream()
                .map(one ->
                        declared.stream().anyMatch(other -> other.isCalled(one.qualifiedName()) && differs(one, other))
                                ? one.fullName()
                                : one.qualifiedName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Declared> visible() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Declared> own = declared(running(), loader);
        return own.isEmpty() ? declared(running(), null) : own;
    }

    private static List<Declared> declared(List<DeclaredVariants> units, @Nullable ClassLoader loader) {
        return units.stream().flatMap(unit -> unit.declared(loader)).toList();
    }

    private static List<DeclaredVariants> running() {
        synchronized (RUNNING) {
            return new ArrayList<>(RUNNING);
        }
    }

    private Stream<Declared> declared(@Nullable ClassLoader loader) {
        return byEntity.entrySet().stream()
                .filter(entry -> loader == null || isSeen(entry.getKey(), loader))
                .flatMap(entry -> entry.getValue().stream());
    }

    private static boolean isSeen(Class<?> entity, ClassLoader loader) {
        try {
            return Class.forName(entity.getName(), false, loader) == entity;
        } catch (ClassNotFoundException e) {
            return false; // Another application's.
        }
    }
}
