package org.storedfile.validation;

import jakarta.validation.Validator;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.storedfile.FileRules;

/**
 * Tells of constraints on files in an embeddable that count for nothing, because an attribute on the way to it is not
 * {@link jakarta.validation.Valid}: once for each attribute, when it gets its first new file. Thread safe.
 */
final class UnseenConstraints {
    private static final System.Logger LOG = System.getLogger(BeanValidationRules.class.getName());

    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    void tell(Validator validator, FileRules.Row row) {
        Class<?> entity = row.entity().getClass();
        row.files().stream()
                .filter(path -> path.indexOf('.') > 0 && looked.add(entity.getName() + "." + path))
                .forEach(path -> tell(validator, entity, path));
    }

    private static void tell(Validator validator, Class<?> entity, String path) {
        unseen(validator, entity, path)
                .ifPresent(step -> LOG.log(
                        Level.WARNING,
                        "the constraints of ''{0}'' of {1} count for nothing: put @Valid on ''{2}''",
                        path,
                        entity.getName(),
                        step));
    }

    /** Returns the first attribute on the way that validation does not go through, if it should. */
    static Optional<String> unseen(Validator validator, Class<?> entity, String path) {
        String[] steps = path.split("\\.");
        Class<?> owner = entity;
        Optional<String> first = Optional.empty();
        for (String step : Arrays.copyOf(steps, steps.length - 1)) {
            if (!isCascaded(validator, owner, step)) {
                first = first.or(() -> Optional.of(step));
            }
            Optional<Class<?>> next = embedded(owner, step);
            if (next.isEmpty()) {
                return Optional.empty(); // Nobody can tell what is there.
            }
            owner = next.get();
        }
        return first.isPresent() && isConstrained(validator, owner, steps[steps.length - 1]) ? first : Optional.empty();
    }

    private static boolean isCascaded(Validator validator, Class<?> owner, String attribute) {
        return property(validator, owner, attribute)
                .filter(property -> property.isCascaded()
                        || property.getConstrainedContainerElementTypes().stream()
                                .anyMatch(ContainerElementTypeDescriptor::isCascaded))
                .isPresent();
    }

    private static boolean isConstrained(Validator validator, Class<?> owner, String attribute) {
        return property(validator, owner, attribute).stream()
                .flatMap(property -> property.getConstraintDescriptors().stream())
                .anyMatch(UnseenConstraints::isOfFiles);
    }

    private static boolean isOfFiles(ConstraintDescriptor<?> constraint) {
        return constraint.getAnnotation().annotationType().getPackage() == UnseenConstraints.class.getPackage()
                || constraint.getComposingConstraints().stream().anyMatch(UnseenConstraints::isOfFiles);
    }

    private static Optional<PropertyDescriptor> property(Validator validator, Class<?> owner, String attribute) {
        return Optional.ofNullable(validator.getConstraintsForClass(owner).getConstraintsForProperty(attribute));
    }

    // The embeddable, or that of the elements of a collection.
    private static Optional<Class<?>> embedded(Class<?> owner, String attribute) {
        return Stream.<Class<?>>iterate(owner, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getName().equals(attribute))
                .map(Field::getGenericType)
                .findFirst()
                .flatMap(UnseenConstraints::element);
    }

    private static Optional<Class<?>> element(Type type) {
        if (type instanceof ParameterizedType container) {
            Type[] arguments = container.getActualTypeArguments();
            return element(arguments[arguments.length - 1]);
        }
        return type instanceof Class<?> plain ? Optional.of(plain) : Optional.empty();
    }
}
