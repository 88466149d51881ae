package org.storedfile.cdi;

import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageType;

/** An application in Java SE with a class path of its own, which holds its settings and its types of storages. */
final class TestApplication implements AutoCloseable {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;
    private final WeldContainer container;

    private TestApplication(Path folder, List<Class<?>> beans, Extension... extensions) {
        loader = loader(folder, before);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            container = new Weld()
                    .addBeanClass(Nothing.class)
                    .addBeanClasses(beans.toArray(Class[]::new))
                    .addExtensions(extensions)
                    .initialize();
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /** Starts one with these lines in its microprofile-config.properties, and these beans. */
    static TestApplication start(Path folder, String settings, Class<?>... beans) {
        write(folder, settings);
        return new TestApplication(folder, List.of(beans));
    }

    /** Starts one with these lines in its microprofile-config.properties, and another extension. */
    static TestApplication start(Path folder, String settings, Extension extension) {
        write(folder, settings);
        return new TestApplication(folder, List.of(), extension);
    }

    private static void write(Path folder, String settings) {
        try {
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(services.resolveSibling("microprofile-config.properties"), settings);
            Files.writeString(
                    services.resolve(StorageType.class.getName()),
                    RecordingStorageType.class.getName() + "\n" + MissingClientStorageType.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoredFiles files() {
        return get(StoredFiles.class);
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    Storage storage(String name) {
        return files().storage(name);
    }

    WeldContainer container() {
        return container;
    }

    @Override
    public void close() {
        try {
            container.shutdown();
        } finally {
            release();
        }
    }

    private void release() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        Thread.currentThread().setContextClassLoader(before);
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URLClassLoader loader(Path folder, ClassLoader parent) {
        try {
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Weld starts no container without any bean. */
    static final class Nothing {}
}
