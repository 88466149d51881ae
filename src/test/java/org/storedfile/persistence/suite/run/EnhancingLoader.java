package org.storedfile.persistence.suite.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.enhance.spi.UnloadedClass;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;

/** Defines some classes itself, enhanced by the Hibernate that runs; asks its parent for all others. */
public final class EnhancingLoader extends ClassLoader {
    private final Set<String> enhanced;
    private final Enhancer enhancer =
            BytecodeProviderInitiator.buildDefaultBytecodeProvider().getEnhancer(new Everything());

    /** Enhances the classes with these names. */
    public EnhancingLoader(String... names) {
        super(EnhancingLoader.class.getClassLoader());
        enhanced = Set.of(names);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!enhanced.contains(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = in.readAllBytes();
            byte[] better = enhancer.enhance(name, bytes);
            if (better == null) {
                throw new ClassNotFoundException(name + " was not enhanced");
            }
            return defineClass(name, better, 0, better.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class Everything extends DefaultEnhancementContext {
        @Override
        public boolean doDirtyCheckingInline(UnloadedClass type) {
            return true;
        }
    }
}
