package org.storedfile.persistence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** The persistence units that run. Weak, so that a unit that nobody closed goes all the same. Thread safe. */
public final class RunningUnits {
    private static final Set<FileTables> RUNNING = Collections.newSetFromMap(new WeakHashMap<>());
    private static final Map<Object, String> NAMES = new WeakHashMap<>();

    private RunningUnits() {}

    /**
     * Adds a unit.
     *
     * @return takes it out again, and is kept as long as the unit runs; a second run does nothing
     */
    public static Runnable add(FileTables tables) {
        synchronized (RUNNING) {
            RUNNING.add(tables);
        }
        return () -> {
            synchronized (RUNNING) {
                RUNNING.remove(tables);
            }
        };
    }

    /**
     * Tells that a unit runs, whether or not it has files.
     *
     * @param unit the provider's own object, by which {@link #ended} knows it
     * @param name as persistence.xml has it
     */
    public static void started(Object unit, String name) {
        synchronized (RUNNING) {
            NAMES.put(unit, name);
        }
    }

    /** Tells that a unit runs no more. */
    public static void ended(Object unit) {
        synchronized (RUNNING) {
            NAMES.remove(unit);
        }
    }

    /** Returns the names of the units that run, of Hibernate, and of EclipseLink with the customizer. */
    public static Set<String> names() {
        synchronized (RUNNING) {
            return Set.copyOf(NAMES.values());
        }
    }

    static List<FileTables> all() {
        synchronized (RUNNING) {
            return new ArrayList<>(RUNNING);
        }
    }
}
