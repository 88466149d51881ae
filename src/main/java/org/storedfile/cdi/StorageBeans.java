package org.storedfile.cdi;

import static org.storedfile.StoredFiles.DEFAULT_STORAGE;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.storedfile.storage.Storage;

/** The application's own beans of type {@link Storage}, by name; one without any qualifier is the default storage. */
final class StorageBeans {
    private final Map<String, Set<Bean<?>>> byName = new TreeMap<>();

    void add(Bean<?> bean) {
        if (bean.getTypes().contains(Storage.class) && !(bean instanceof Decorator)) {
            name(bean)
                    .ifPresent(name ->
                            byName.computeIfAbsent(name, any -> new HashSet<>()).add(bean));
        }
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Tells whether {@code @Named} finds the storage without a bean of ours. */
    boolean isNamed(String name) {
        return byName.getOrDefault(name, Set.of()).stream()
                .anyMatch(bean -> named(bean).isPresent());
    }

    Storage reference(String name, BeanManager manager, CreationalContext<?> context) {
        Bean<?> bean = manager.resolve(byName.get(name));
        return (Storage) manager.getReference(bean, Storage.class, context);
    }

    List<String> faults(BeanManager manager) {
        List<String> faults = new ArrayList<>();
        byName.forEach((name, beans) -> {
            StorageSection.fault(name).ifPresent(fault -> faults.add(beans + ": " + fault));
            try {
                manager.resolve(beans);
            } catch (AmbiguousResolutionException e) {
                faults.add("the storage '" + name + "' is made by more than one bean: " + beans);
            }
        });
        return faults;
    }

    private static Optional<String> name(Bean<?> bean) {
        Optional<String> named = named(bean);
        return named.isEmpty() && bean.getQualifiers().contains(Default.Literal.INSTANCE)
                ? Optional.of(DEFAULT_STORAGE)
                : named;
    }

    private static Optional<String> named(Bean<?> bean) {
        return bean.getQualifiers().stream()
                .filter(Named.class::isInstance)
                .map(qualifier -> ((Named) qualifier).value())
                .findFirst();
    }
}
