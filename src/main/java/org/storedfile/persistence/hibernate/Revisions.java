package org.storedfile.persistence.hibernate;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.Retention;

/**
 * What has a history: revisions, whose rows refer to files that attributes gave up. Found in the mapping that Hibernate
 * Envers adds, and in that of Hibernate's own {@code @Audited} and {@code @Temporal} (7.4 on), so that neither their
 * annotations and rules nor their libraries are needed here.
 *
 * @param audits entities that have no class, by their names, as those of Envers are
 * @param prefix of the name of an entity's or a table's audit
 * @param suffix of it
 */
record Revisions(Map<String, PersistentClass> audits, String prefix, String suffix) {
    private static final String JOIN_TABLE = "org.hibernate.envers.AuditJoinTable";

    static Revisions of(Metadata metadata, Map<String, Object> settings) {
        Map<String, PersistentClass> audits = new HashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (!entity.hasPojoRepresentation()) {
                audits.put(entity.getEntityName(), entity);
            }
        }
        return new Revisions(
                audits,
                settings.getOrDefault("org.hibernate.envers.audit_table_prefix", "")
                        .toString(),
                settings.getOrDefault("org.hibernate.envers.audit_table_suffix", "_AUD")
                        .toString());
    }

    /** Returns what becomes of the files of an attribute that says nothing of them. */
    Retention unset(PersistentClass entity, String path, Value file) {
        PersistentClass audit = audits.get(prefix + entity.getEntityName() + suffix);
        String flat = path.replace('.', '_');
        boolean isAudited = audit != null
                && audit.getPropertyClosure().stream()
                        .anyMatch(property -> property.getName().equals(flat) && isFile(property.getValue()));
        return retention(isAudited || hasAuxiliary(entity, file));
    }

    /**
     * Returns what becomes of the files of a collection's elements that say nothing of them.
     *
     * @param property that holds the collection
     * @param file in the element, or the element itself
     */
    Retention unset(Property property, Class<?> owner, Value file) {
        Table elements = ((org.hibernate.mapping.Collection) property.getValue()).getCollectionTable();
        PersistentClass audit =
                audits.get(joinTable(property, owner).orElseGet(() -> prefix + elements.getName() + suffix));
        return retention(hasFile(Optional.ofNullable(audit).map(PersistentClass::getTable), file)
                || hasFile(auxiliary(property.getValue()), file));
    }

    private static Retention retention(boolean hasHistory) {
        return hasHistory ? Retention.HISTORY : Retention.DELETE_UNLESS_IN_HISTORY;
    }

    private static boolean hasAuxiliary(PersistentClass entity, Value file) {
        return Stream.iterate(entity, type -> type != null, PersistentClass::getSuperclass)
                .flatMap(type -> Stream.concat(Stream.of(type), type.getJoins().stream()))
                .anyMatch(holder -> hasFile(auxiliary(holder), file));
    }

    /** Returns Hibernate's own history of a table; the method is there from 7.4 on. */
    static Optional<Table> auxiliary(Object holder) {
        try {
            return Optional.ofNullable(
                    (Table) holder.getClass().getMethod("getAuxiliaryTable").invoke(holder));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new StoredFileException("the history of " + holder + " could not be found", e);
        }
    }

    private static boolean hasFile(Optional<Table> history, Value file) {
        String name = file.getColumns().get(0).getName();
        return history.stream()
                .flatMap(table -> table.getColumns().stream())
                .anyMatch(column -> column.getName().equals(name) && isFile(column.getValue()));
    }

    private static boolean isFile(Value value) {
        return value.getType().getReturnedClass() == FileRef.class;
    }

    private static Optional<String> joinTable(Property property, Class<?> owner) {
        return Annotations.find(JOIN_TABLE, property, owner)
                .map(Revisions::name)
                .filter(name -> !name.isEmpty());
    }

    private static String name(Annotation annotation) {
        try {
            return (String) annotation.annotationType().getMethod("name").invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new StoredFileException("the name in " + annotation + " could not be read", e);
        }
    }
}
