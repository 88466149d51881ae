package org.storedfile.persistence.eclipselink;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.persistence.internal.descriptors.InstanceVariableAttributeAccessor;
import org.eclipse.persistence.internal.descriptors.MethodAttributeAccessor;
import org.eclipse.persistence.mappings.AttributeAccessor;
import org.jspecify.annotations.Nullable;

/** What the type of an attribute of a generic superclass is in one class. */
final class GenericType {
    private GenericType() {}

    /** Returns the type; what is declared if it says no more. */
    static @Nullable Class<?> of(AttributeAccessor accessor, Class<?> owner) {
        Class<?> declared = accessor.getAttributeClass();
        Type type = declared(accessor);
        Map<TypeVariable<?>, Type> known = arguments(owner);
        while (type instanceof TypeVariable<?> variable) {
            type = known.get(variable);
        }
        return type instanceof Class<?> found ? found : declared;
    }

    private static @Nullable Type declared(AttributeAccessor accessor) {
        if (accessor instanceof InstanceVariableAttributeAccessor variable) {
            Field field = variable.getAttributeField();
            return field == null ? null : field.getGenericType();
        }
        if (accessor instanceof MethodAttributeAccessor getter) {
            Method method = getter.getGetMethod();
            return method == null ? null : method.getGenericReturnType();
        }
        return null;
    }

    private static Map<TypeVariable<?>, Type> arguments(Class<?> owner) {
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            if (type.getGenericSuperclass() instanceof ParameterizedType parent) {
                TypeVariable<?>[] variables = type.getSuperclass().getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    arguments.put(variables[i], parent.getActualTypeArguments()[i]);
                }
            }
        }
        return arguments;
    }
}
