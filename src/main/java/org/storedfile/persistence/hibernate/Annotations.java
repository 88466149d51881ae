package org.storedfile.persistence.hibernate;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;
import org.storedfile.persistence.AttributeAnnotations;
import org.storedfile.persistence.FileAttribute;

/** Finds an annotation where the mapping annotations of an attribute stand, or on its other half. */
final class Annotations {
    private Annotations() {}

    /** Those of one attribute. */
    record OfProperty(Property property, Class<?> owner) implements FileAttribute.Annotations {
        @Override
        public <A extends Annotation> @Nullable A find(Class<A> type) {
            return Annotations.find(type, property, owner);
        }
    }

    static <A extends Annotation> @Nullable A find(Class<A> annotation, Property property, Class<?> owner) {
        Member member = property.getGetter(owner).getMember();
        A found = member instanceof AnnotatedElement element ? element.getAnnotation(annotation) : null;
        return found != null ? found : find(annotation, property.getName(), owner);
    }

    /** Finds one whose type need not be there, where the mapping annotations stand. */
    static Optional<Annotation> find(String annotation, Property property, Class<?> owner) {
        Annotation[] found = property.getGetter(owner).getMember() instanceof AnnotatedElement element
                ? element.getAnnotations()
                : new Annotation[0];
        return Stream.of(found)
                .filter(any -> any.annotationType().getName().equals(annotation))
                .findFirst();
    }

    /** Looks at the fields and getters with this name in the class and above it. */
    static <A extends Annotation> @Nullable A find(Class<A> annotation, String name, Class<?> type) {
        return AttributeAnnotations.find(annotation, name, type).orElse(null);
    }
}
