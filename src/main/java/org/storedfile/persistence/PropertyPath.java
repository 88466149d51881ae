package org.storedfile.persistence;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way from an entity to a value, such as {@code owner.name}. */
record PropertyPath(List<String> steps) {
    private static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
    private static final Pattern PATH = Pattern.compile(NAME + "(?:\\." + NAME + ")*");
    private static final Pattern DOT = Pattern.compile("\\.");

    /** Returns the path that is written so, or empty if it is none. */
    static Optional<PropertyPath> parse(String text) {
        return PATH.matcher(text).matches()
                ? Optional.of(new PropertyPath(DOT.splitAsStream(text).toList()))
                : Optional.empty();
    }

    /** Returns the property of the entity itself with which the path begins. */
    String first() {
        return steps.get(0);
    }

    /**
     * Checks that the declared types have the properties. What is declared as a type variable or as {@code Object} is
     * known only when there is a value, and passes.
     *
     * @throws IllegalArgumentException if one is missing; the message names path, type and property
     */
    void check(Class<?> entity) {
        Class<?> type = entity;
        for (String step : steps) {
            Accessor accessor = accessor(type, step);
            if (accessor.isOpen()) {
                return;
            }
            type = accessor.type();
        }
    }

    /**
     * Returns the value.
     *
     * @param unproxy returns what is behind a provider's lazy proxy, and everything else as it is
     * @throws IllegalArgumentException if a property is null, missing or fails; the message names path and property
     */
    Object value(Object entity, UnaryOperator<Object> unproxy) {
        Object value = unproxy.apply(entity);
        for (String step : steps) {
            value = unproxy.apply(value(value, step));
        }
        return value;
    }

    @Override
    public String toString() {
        return "{" + String.join(".", steps) + "}";
    }

    private Object value(Object owner, String step) {
        @Nullable Object value;
        try {
            value = accessor(owner.getClass(), step).read(owner);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(this + ", but '" + step + "' cannot be read: " + cause, cause);
        }
        if (value == null) {
            throw new IllegalArgumentException(this + ", but '" + step + "' is null: set it before the flush");
        }
        return value;
    }

    private Accessor accessor(Class<?> type, String step) {
        return Accessor.find(type, step)
                .orElseThrow(() -> new IllegalArgumentException(
                        this + ", but " + type.getName() + " has no property '" + step + "' that can be read"));
    }
}
