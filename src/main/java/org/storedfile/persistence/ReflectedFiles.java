package org.storedfile.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.DeclaredVariants;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileMetadata.Part;
import org.storedfile.storage.Key;

/**
 * Finds the files of an entity class in its fields, as the annotations of Jakarta Persistence say. What it does not
 * find, such as a field of a generic type, no one stores; the converter then refuses a new file.
 */
final class ReflectedFiles {
    private final Class<?> entity;
    private final DeclaredVariants variants;
    private final List<ReflectedFile> found = new ArrayList<>();

    private ReflectedFiles(Class<?> entity, DeclaredVariants variants) {
        this.entity = entity;
        this.variants = variants;
    }

    /**
     * Returns the files of the class, and adds the variants that it declares.
     *
     * @throws StoredFileException if an annotation names what does not exist, or a field cannot be read
     */
    static List<ReflectedFile> of(Class<?> entity, DeclaredVariants variants) {
        ReflectedFiles files = new ReflectedFiles(entity, variants);
        files.visit(new Way(entity, "", List.of(), null));
        return List.copyOf(files.found);
    }

    /** How the fields of {@code owner} were reached; see {@link ReflectedFile}. */
    private record Way(
            Class<?> owner,
            String prefix,
            List<Field> path,
            @Nullable List<Field> elementPath) {
        Way over(Field field, Class<?> type) {
            return elementPath == null
                    ? new Way(type, prefix + field.getName() + ".", with(path, field), null)
                    : new Way(type, prefix + field.getName() + ".", path, with(elementPath, field));
        }

        Way into(Field collection, Class<?> element) {
            return new Way(element, prefix + collection.getName() + ".", with(path, collection), List.of());
        }

        private static List<Field> with(List<Field> fields, Field last) {
            return Stream.concat(fields.stream(), Stream.of(last)).toList();
        }
    }

    private void visit(Way way) {
        fields(way.owner()).forEach(field -> visit(field, way));
    }

    private void visit(Field field, Way way) {
        if (field.getType() == FileRef.class) {
            add(field, way.over(field, FileRef.class), way.owner(), true);
        } else if (isEmbedded(field, way.owner())) {
            visit(way.over(readable(field), field.getType()));
        } else if (way.elementPath() == null && has(ElementCollection.class, field, way.owner())) {
            visitElements(field, way);
        }
    }

    private void visitElements(Field field, Way way) {
        Class<?> element = element(field);
        if (element == FileRef.class) {
            add(field, way.into(field, FileRef.class), way.owner(), false);
        } else if (element.isAnnotationPresent(Embeddable.class)) {
            visit(way.into(readable(field), element));
        }
    }

    private void add(Field field, Way way, Class<?> owner, boolean mayHaveSiblings) {
        readable(field);
        FileAttribute attribute = FileAttribute.of(
                entityName(),
                way.prefix().substring(0, way.prefix().length() - 1),
                new AttributeAnnotations(field.getName(), owner),
                AttributeAnnotations.find(Column.class, field.getName(), owner)
                        .map(Column::length)
                        .orElse(Key.MAX_LENGTH),
                UnaryOperator.identity(),
                Retention.DELETE);
        attribute.requireNoJournal("use Hibernate, or EclipseLink with StoredFileCustomizer");
        attribute.checkUploadTo(entity);
        attribute.declareVariants(entity, variants);
        List<ReflectedSibling> siblings = siblings(attribute, mayHaveSiblings ? owner : Void.class);
        found.add(new ReflectedFile(attribute, way.path(), way.elementPath(), siblings));
    }

    private static List<ReflectedSibling> siblings(FileAttribute attribute, Class<?> owner) {
        List<ReflectedSibling> siblings = new ArrayList<>();
        for (Entry<Part, String> named : attribute.siblings().entrySet()) {
            Part part = named.getKey();
            Field field = fields(owner)
                    .filter(f -> f.getName().equals(named.getValue()))
                    .filter(f -> part.types().contains(f.getType()) && !Modifier.isFinal(f.getModifiers()))
                    .findFirst()
                    .orElseThrow(() -> new StoredFileException(
                            "@" + part.annotation().getSimpleName() + " on attribute '" + attribute.path() + "' of "
                                    + attribute.entity() + ": " + part.element() + " names '" + named.getValue()
                                    + "', but there is no field beside the file with this name, not final, of the type "
                                    + part.types().get(part.types().size() - 1).getSimpleName()));
            siblings.add(ReflectedSibling.of(part, readable(field), owner));
        }
        return List.copyOf(siblings);
    }

    private String entityName() {
        return Optional.ofNullable(entity.getAnnotation(Entity.class))
                .map(Entity::name)
                .filter(name -> !name.isEmpty())
                .orElse(entity.getSimpleName());
    }

    private static Stream<Field> fields(Class<?> owner) {
        return Stream.<Class<?>>iterate(owner, c -> c != null && c != Object.class, Class::getSuperclass)
                .filter(type -> isMapped(type) || !isMapped(owner))
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .filter(field -> !has(Transient.class, field, owner));
    }

    // A class that orm.xml maps need have no annotation, and then its superclasses need not either.
    private static boolean isMapped(Class<?> type) {
        return type.isAnnotationPresent(Entity.class)
                || type.isAnnotationPresent(MappedSuperclass.class)
                || type.isAnnotationPresent(Embeddable.class);
    }

    private static boolean isEmbedded(Field field, Class<?> owner) {
        return field.getType().isAnnotationPresent(Embeddable.class) || has(Embedded.class, field, owner);
    }

    private static Class<?> element(Field field) {
        Type type = field.getGenericType();
        if (type instanceof ParameterizedType collection) {
            Type[] arguments = collection.getActualTypeArguments();
            return arguments[arguments.length - 1] instanceof Class<?> element ? element : Object.class;
        }
        ElementCollection annotation = field.getAnnotation(ElementCollection.class);
        return annotation == null ? Object.class : annotation.targetClass();
    }

    private static boolean has(Class<? extends Annotation> annotation, Field field, Class<?> owner) {
        return AttributeAnnotations.find(annotation, field.getName(), owner).isPresent();
    }

    private static Field readable(Field field) {
        if (!field.trySetAccessible()) {
            throw new StoredFileException(
                    "cannot read " + field + ": open its package to the module org.storedfile, or to all");
        }
        return field;
    }
}
