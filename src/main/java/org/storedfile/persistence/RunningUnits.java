package org.storedfile.persistence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The persistence units that run. Weak, so that a unit that nobody closed goes all the same. Thread safe. */
public final class RunningUnits {
    private static final Set<FileTables> RUNNING = Collections.newSetFromMap(new WeakHashMap<>());

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

    static List<FileTables> all() {
        synchronized (RUNNING) {
            return new ArrayList<>(RUNNING);
        }
    }
}
