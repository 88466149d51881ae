package org.storedfile.persistence;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The annotations of an attribute, on its field or its getter. */
public record AttributeAnnotations(String name, Class<?> owner) implements FileAttribute.Annotations {
    @Override
    public <A extends Annotation> @Nullable A find(Class<A> type) {
        return find(type, name, owner).orElse(null);
    }

    /** Looks at the fields and getters with this name in the class and above it; the lowest wins. */
    public static <A extends Annotation> Optional<A> find(Class<A> annotation, String name, Class<?> type) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                .flatMap(c -> members(c, name))
                .map(member -> member.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Stream<AnnotatedElement> members(Class<?> type, String name) {
        Stream<AnnotatedElement> fields = Stream.of(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .map(field -> field);
        Stream<AnnotatedElement> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> isGetter(method, name))
                .map(method -> method);
        return Stream.concat(fields, methods);
    }

    private static boolean isGetter(Method method, String property) {
        String getter = "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return method.getParameterCount() == 0
                && (method.getName().equals(getter) || method.getName().equals(property));
    }
}
