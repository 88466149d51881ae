package org.storedfile.persistence;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one property of an object: by its getter, else by the method of its name as records have it, else by its
 * field; inherited ones too.
 *
 * @param type the declared type
 * @param isOpen whether the value's own properties are not known before there is a value
 */
record Accessor(Reader reader, Class<?> type, boolean isOpen) {
    /** Reads the value from its owner. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(Object owner) throws ReflectiveOperationException;
    }

    static Optional<Accessor> find(Class<?> owner, String property) {
        String capitalized = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return Stream.of("get" + capitalized, "is" + capitalized, property)
                .flatMap(name -> methods(owner).filter(method -> reads(method, name)))
                .findFirst()
                .map(method ->
                        new Accessor(method::invoke, method.getReturnType(), isOpen(method.getGenericReturnType())))
                .or(() -> field(owner, property));
    }

    /**
     * Returns the value, which may be null.
     *
     * @throws ReflectiveOperationException if the getter fails; its cause says why
     */
    @Nullable
    Object read(Object owner) throws ReflectiveOperationException {
        return reader.read(owner);
    }

    private static Stream<Method> methods(Class<?> owner) {
        return Stream.concat(
                Arrays.stream(owner.getMethods()), lineage(owner).flatMap(c -> Arrays.stream(c.getDeclaredMethods())));
    }

    // An Optional is no text for a folder, but the field behind such a getter is.
    private static boolean reads(Method method, String name) {
        return method.getName().equals(name)
                && method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && method.getReturnType() != Optional.class
                && isReadable(method, method);
    }

    private static Optional<Accessor> field(Class<?> owner, String name) {
        return lineage(owner)
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .filter(field -> field.getName().equals(name) && isReadable(field, field))
                .findFirst()
                .map(Accessor::of);
    }

    private static Accessor of(Field field) {
        return new Accessor(field::get, field.getType(), isOpen(field.getGenericType()));
    }

    private static boolean isReadable(Member member, AccessibleObject access) {
        boolean isPublic = Modifier.isPublic(
                member.getModifiers() & member.getDeclaringClass().getModifiers());
        return !Modifier.isStatic(member.getModifiers()) && (isPublic || access.trySetAccessible());
    }

    private static boolean isOpen(Type type) {
        return type instanceof TypeVariable || type == Object.class;
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass);
    }
}
