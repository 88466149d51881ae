package org.storedfile.persistence;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The entity classes whose files an integration with their provider takes care of, so that {@link StoredFileListener}
 * leaves them alone. Each entry lives in its class and goes with it. Thread safe.
 */
public final class IntegratedEntities {
    // A type of the JDK as value: a class that outlives the application keeps nothing of it.
    private static final ClassValue<AtomicInteger> UNITS = new ClassValue<>() {
        @Override
        protected AtomicInteger computeValue(Class<?> type) {
            return new AtomicInteger();
        }
    };

    private IntegratedEntities() {}

    /**
     * Adds the entity classes of one persistence unit.
     *
     * @return takes them out again; a second run does nothing
     */
    public static Runnable add(Collection<Class<?>> entities) {
        List<AtomicInteger> units = entities.stream().map(UNITS::get).toList();
        units.forEach(AtomicInteger::incrementAndGet);
        AtomicBoolean isOut = new AtomicBoolean();
        return () -> {
            if (isOut.compareAndSet(false, true)) {
                units.forEach(AtomicInteger::decrementAndGet);
            }
        };
    }

    /** Tells whether an integration takes care of the class, or of one above it. */
    static boolean contains(Class<?> entity) {
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            if (UNITS.get(type).get() > 0) {
                return true;
            }
        }
        return false;
    }
}
