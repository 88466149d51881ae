package org.storedfile.persistence;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileMetadata.Part;

/** An attribute beside a file that says something of it, set by reflection. */
record ReflectedSibling(Part part, Field field, Optional<Method> setter) {
    static ReflectedSibling of(Part part, Field field, Class<?> owner) {
        String name = "set" + Character.toUpperCase(field.getName().charAt(0))
                + field.getName().substring(1);
        Optional<Method> setter = Stream.<Class<?>>iterate(owner, c -> c != null, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name)
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {field.getType()}))
                .filter(Method::trySetAccessible)
                .findFirst();
        return new ReflectedSibling(part, field, setter);
    }

    /** Sets the value; without a file a primitive one is 0 and another null. */
    void set(Object owner, @Nullable FileMetadata metadata) {
        Object value = metadata == null ? null : metadata.value(part);
        write(owner, value == null ? part.none(field.getType()) : value);
    }

    // By the setter if there is one, because a provider may watch it and not the field.
    private void write(Object owner, @Nullable Object value) {
        try {
            if (setter.isPresent()) {
                setter.get().invoke(owner, value);
            } else {
                field.set(owner, value);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new StoredFileException("cannot set " + field, e);
        }
    }
}
