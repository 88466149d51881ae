package org.storedfile.persistence.hibernate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The session of an event. Hibernate 7.2 changed the return type of {@code getSession()}, and which class declares it,
 * so one binary for 6.6 and 7 cannot call it directly.
 */
final class EventSession {
    private static final ClassValue<MethodHandle> GETTER = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> event) {
            return getter(event);
        }
    };

    private EventSession() {}

    /** Returns the event's session; null for a {@code StatelessSession} of Hibernate before 7.2. */
    static @Nullable SharedSessionContractImplementor of(Object event) {
        try {
            return (SharedSessionContractImplementor)
                    GETTER.get(event.getClass()).invokeExact(event);
        } catch (NullPointerException e) {
            // Collection events of a StatelessSession have none, and Hibernate 7 looks into it.
            return null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "getSession() of " + event.getClass().getName() + " failed", e);
        }
    }

    private static MethodHandle getter(Class<?> event) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(event.getMethod("getSession"))
                    .asType(MethodType.methodType(SharedSessionContractImplementor.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(event.getName() + " has no session: is this Hibernate 6.6 or 7?", e);
        }
    }
}
