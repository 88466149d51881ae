package org.storedfile.image;

import java.util.Iterator;
import javax.imageio.spi.IIORegistry;

/**
 * ImageIO's registry, which all applications of a server share. It takes in what the class loader of its first caller's
 * thread has, for good: so it is made here, with a loader that has nothing but the JDK's own. Otherwise the server would
 * keep the first application that uses images, and give its readers to the others.
 */
final class Registry {
    private static final IIORegistry SHARED = withoutApplication();

    private Registry() {}

    /** Returns it. To be called before anything else of ImageIO. */
    static IIORegistry shared() {
        return SHARED;
    }

    /** Returns the first that is the JDK's own; another application may have registered others. */
    static <T> T ofTheJdk(Iterator<T> found) {
        T one = found.next();
        while (!one.getClass().getName().startsWith("com.sun.imageio.") && found.hasNext()) {
            one = found.next();
        }
        return one;
    }

    private static IIORegistry withoutApplication() {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return IIORegistry.getDefaultInstance();
        } finally {
            thread.setContextClassLoader(own);
        }
    }
}
