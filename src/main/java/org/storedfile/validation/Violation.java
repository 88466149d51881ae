package org.storedfile.validation;

import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * Reports a violation with a message that names limit and actual value, as {@code {limit}} and {@code {actual}}.
 * Hibernate Validator takes such values and finds our texts in the language of the request. The standard knows neither
 * values nor bundles of libraries, so for other providers the text is made here, in the language of the JVM.
 */
final class Violation {
    private static final String BUNDLE = "ContributorValidationMessages";
    private static final String HIBERNATE =
            "org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext";

    private Violation() {}

    /** Returns {@code false}, for validators. */
    static boolean report(
            ConstraintValidatorContext context,
            Class<? extends Annotation> constraint,
            String key,
            Map<String, String> values) {
        return reportAs(context, constraint, constraint.getName() + "." + key, values);
    }

    /** Does the same with a message that several constraints have. */
    static boolean reportAs(
            ConstraintValidatorContext context,
            Class<? extends Annotation> constraint,
            String message,
            Map<String, String> values) {
        String template = context.getDefaultConstraintMessageTemplate();
        boolean isOwn = template.equals("{" + constraint.getName() + ".message}");
        Optional<Method> setter = setter(context.getClass());
        setter.ifPresent(method -> values.forEach((name, value) -> set(method, context, name, value)));
        if (setter.isPresent() && !isOwn) {
            return false;
        }
        String chosen = isOwn ? "{" + message + "}" : template;
        String text = isOwn && setter.isEmpty() ? text(message) : chosen;
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(setter.isPresent() ? text : filled(text, values))
                .addConstraintViolation();
        return false;
    }

    /** Returns what a client named so that no provider takes a part of it for an expression. */
    static String harmless(String text) {
        return text.replaceAll("[{}$\\\\#]", "_");
    }

    private static String text(String key) {
        return ResourceBundle.getBundle(BUNDLE, java.util.Locale.getDefault(), Violation.class.getClassLoader())
                .getString(key);
    }

    private static String filled(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    // By name, because servers with Hibernate Validator need not show its classes to applications.
    private static Optional<Method> setter(Class<?> context) {
        return Stream.<Class<?>>iterate(context, c -> c != null, Class::getSuperclass)
                .flatMap(Violation::interfaces)
                .filter(type -> type.getName().equals(HIBERNATE))
                .findFirst()
                .flatMap(Violation::setterOf);
    }

    private static Stream<Class<?>> interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).flatMap(one -> Stream.concat(Stream.of(one), interfaces(one)));
    }

    private static Optional<Method> setterOf(Class<?> hibernate) {
        return Arrays.stream(hibernate.getMethods())
                .filter(method -> method.getName().equals("addMessageParameter")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class, Object.class}))
                .findFirst();
    }

    private static void set(Method setter, Object context, String name, String value) {
        try {
            setter.invoke(context, name, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Hibernate Validator takes no message parameter", e);
        }
    }
}
