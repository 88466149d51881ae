package org.storedfile;

import java.lang.reflect.InvocationTargetException;

/** The virtual threads of Java 21 and later, which this library is not compiled against. */
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
