package org.storedfile.persistence.hibernate;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Finds an annotation where the mapping annotations of an attribute stand, or on its other half. */
final class Annotations {
    private Annotations() {}

    static <A extends Annotation> @Nullable A find(Class<A> annotation, Property property, Class<?> owner) {
        Member member = property.getGetter(owner).getMember();
        A found = member instanceof AnnotatedElement element ? element.getAnnotation(annotation) : null;
        return found != null ? found : find(annotation, property.getName(), owner);
    }

    /** Looks at the fields and getters with this name in the class and above it. */
    static <A extends Annotation> @Nullable A find(Class<A> annotation, String name, Class<?> type) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            A found = declared(annotation, current, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static <A extends Annotation> @Nullable A declared(Class<A> annotation, Class<?> type, String name) {
        Stream<AnnotatedElement> fields = Stream.of(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .map(field -> field);
        Stream<AnnotatedElement> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> isGetter(method, name))
                .map(method -> method);
        return Stream.concat(fields, methods)
                .map(element -> element.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isGetter(Method method, String property) {
        String getter = "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return method.getParameterCount() == 0
                && (method.getName().equals(getter) || method.getName().equals(property));
    }
}
