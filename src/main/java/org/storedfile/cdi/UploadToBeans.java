package org.storedfile.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.StoredFileException;
import org.storedfile.UploadTo;

/**
 * The application's beans that decide folders. Collected while they are discovered, because what can be looked up
 * depends on the archive: in Payara this library does not see the beans of the application that it lies in.
 */
final class UploadToBeans {
    private final Set<Bean<?>> beans = new HashSet<>();

    void add(Bean<?> bean) {
        if (bean.getTypes().stream().anyMatch(UploadToBeans::isUploadTo)) {
            beans.add(bean);
        }
    }

    UploadTo reference(Class<? extends UploadTo> type, BeanManager manager, CreationalContext<?> context) {
        Set<Bean<?>> matching =
                beans.stream().filter(bean -> bean.getTypes().contains(type)).collect(Collectors.toSet());
        Bean<?> bean = manager.resolve(matching);
        if (bean == null) {
            throw new StoredFileException(
                    type.getName() + " is no CDI bean: give it a scope, such as @ApplicationScoped");
        }
        return type.cast(manager.getReference(bean, type, context));
    }

    private static boolean isUploadTo(Type type) {
        return type instanceof Class<?> raw && UploadTo.class.isAssignableFrom(raw);
    }
}
