package org.storedfile.persistence.suite.run;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The newest H2 that has no SKIP LOCKED, with a class loader of its own beside the H2 of the class path. */
public final class OldH2 {
    private static final Path JAR = Path.of("target", "old-h2", "h2.jar");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private OldH2() {}

    /** Makes an empty database in memory, and returns where its connections come from; it ends with the JVM. */
    public static DataSource create() {
        try {
            Class<?> type = Class.forName("org.h2.jdbcx.JdbcDataSource", true, Loaded.LOADER);
            Object source = type.getConstructor().newInstance();
            type.getMethod("setURL", String.class)
                    .invoke(source, "jdbc:h2:mem:old" + NUMBER.incrementAndGet() + ";MODE=LEGACY;DB_CLOSE_DELAY=-1");
            return (DataSource) source;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no H2 in " + JAR, e);
        }
    }

    private static final class Loaded {
        static final URLClassLoader LOADER = loader();

        private static URLClassLoader loader() {
            try {
                return new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
