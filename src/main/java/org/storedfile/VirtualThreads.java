package org.storedfile;

import java.lang.reflect.InvocationTargetException;

/**
 * The virtual threads of Java 21 and later, which this library is not compiled against. They are made by reflection, in
 * this one place, and not by a class for Java 21 in the jar: the library is built on Java 17, whose compiler has no such
 * thread, and on later ones, so that the same sources would give different jars. Method handles would find the same
 * methods by the same names. Who wants none of it gives {@link StoredFiles.Builder#uploadExecutor} an executor of virtual
 * threads.
 */
final class VirtualThreads {
    private static final int SINCE = 21;

    private VirtualThreads() {}

    /** Tells whether this Java has them. */
    static boolean exist() {
        return Runtime.version().feature() >= SINCE;
    }

    /** Returns one that inherits nothing of the thread that makes it. */
    static Thread unstarted(String name, Runnable work) {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            type.getMethod("name", String.class).invoke(builder, name);
            type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
            return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, work);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("Java has virtual threads since " + SINCE, e);
        }
    }
}
