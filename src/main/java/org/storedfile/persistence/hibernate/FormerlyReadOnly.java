package org.storedfile.persistence.hibernate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityEntryExtraState;
import org.hibernate.engine.spi.Status;
import org.jspecify.annotations.Nullable;

/**
 * Tells which entities were read-only. When one is no more, Hibernate takes what it has then for what was loaded. No event
 * tells of that: the entry of the entity knows the status before this one, but only until it is removed, and so is marked
 * then.
 */
final class FormerlyReadOnly implements EntityEntryExtraState {
    // Empty if this Hibernate does not tell.
    private static final ClassValue<Optional<MethodHandle>> PREVIOUS = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> entry) {
            return previous(entry);
        }
    };

    private @Nullable EntityEntryExtraState next;

    private FormerlyReadOnly() {}

    /** Tells whether it was, or may have been. */
    static boolean is(EntityEntry entry) {
        return entry.getExtraState(FormerlyReadOnly.class) != null || wasJustNow(entry);
    }

    /** Has the entry of an entity that is about to be removed remember it. */
    static void remember(EntityEntry entry) {
        if (entry.getExtraState(FormerlyReadOnly.class) == null && wasJustNow(entry)) {
            entry.addExtraState(new FormerlyReadOnly());
        }
    }

    private static boolean wasJustNow(EntityEntry entry) {
        Optional<MethodHandle> previous = PREVIOUS.get(entry.getClass());
        return previous.isEmpty() || status(previous.get(), entry) == Status.READ_ONLY;
    }

    private static @Nullable Status status(MethodHandle previous, EntityEntry entry) {
        try {
            return (Status) previous.invokeExact(entry);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the status of " + entry + " before could not be read", e);
        }
    }

    private static Optional<MethodHandle> previous(Class<?> entry) {
        return Stream.<Class<?>>iterate(entry, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals("getPreviousStatus") && method.getParameterCount() == 0)
                .findFirst()
                .filter(Method::trySetAccessible)
                .map(FormerlyReadOnly::handle);
    }

    private static MethodHandle handle(Method accessible) {
        try {
            return MethodHandles.lookup()
                    .unreflect(accessible)
                    .asType(MethodType.methodType(Status.class, EntityEntry.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(accessible + " cannot be called", e);
        }
    }

    @Override
    public void addExtraState(EntityEntryExtraState other) {
        if (next == null) {
            next = other;
        } else {
            next.addExtraState(other);
        }
    }

    @Override
    public <T extends EntityEntryExtraState> @Nullable T getExtraState(Class<T> type) {
        if (type.isInstance(next)) {
            return type.cast(next);
        }
        return next == null ? null : next.getExtraState(type);
    }
}
