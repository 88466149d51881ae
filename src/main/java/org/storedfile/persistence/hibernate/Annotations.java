package org.storedfile.persistence.hibernate;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFile;

/** Finds {@link StoredFile} where the mapping annotations of the attribute stand, or on its other half. */
final class Annotations {
    private Annotations() {}

    static @Nullable StoredFile of(Property property, Owner owner) {
        Member member = property.getGetter(owner.type()).getMember();
        StoredFile found = member instanceof AnnotatedElement element ? element.getAnnotation(StoredFile.class) : null;
        return found != null ? found : onFieldOrGetter(owner.type(), property.getName());
    }

    private static @Nullable StoredFile onFieldOrGetter(Class<?> type, String name) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            StoredFile found = declared(current, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable StoredFile declared(Class<?> type, String name) {
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Stream<AnnotatedElement> fields = Stream.of(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .map(field -> field);
        Stream<AnnotatedElement> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> isGetter(method, getter, name))
                .map(method -> method);
        return Stream.concat(fields, methods)
                .map(element -> element.getAnnotation(StoredFile.class))
                .filter(annotation -> annotation != null)
                .findFirst()
                .orElse(null);
    }

    private static boolean isGetter(Method method, String getter, String accessor) {
        return method.getParameterCount() == 0
                && (method.getName().equals(getter) || method.getName().equals(accessor));
    }
}
