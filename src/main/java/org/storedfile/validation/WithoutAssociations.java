package org.storedfile.validation;

import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stays in one entity, as Jakarta Persistence wants it: entities that it refers to are validated by themselves. */
record WithoutAssociations(TraversableResolver resolver) implements TraversableResolver {
    private static final List<Class<? extends Annotation>> ASSOCIATIONS =
            List.of(ManyToOne.class, OneToOne.class, OneToMany.class, ManyToMany.class);

    @Override
    public boolean isReachable(
            @Nullable Object bean, Path.Node property, Class<?> root, Path path, ElementType elementType) {
        return resolver.isReachable(bean, property, root, path, elementType);
    }

    @Override
    public boolean isCascadable(
            @Nullable Object bean, Path.Node property, Class<?> root, Path path, ElementType elementType) {
        return (bean == null || !isAssociation(bean.getClass(), property.getName()))
                && resolver.isCascadable(bean, property, root, path, elementType);
    }

    private static boolean isAssociation(Class<?> type, @Nullable String property) {
        return property != null
                && Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                        .flatMap(c -> members(c, property))
                        .anyMatch(member -> ASSOCIATIONS.stream().anyMatch(member::isAnnotationPresent));
    }

    private static Stream<AnnotatedElement> members(Class<?> type, String property) {
        String getter = "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return Stream.concat(
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.getName().equals(property)),
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(getter)));
    }
}
