package org.storedfile.persistence.hibernate;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.Retention;

/**
 * What Hibernate Envers audits: revisions, whose rows refer to files that attributes gave up. Found in the mapping that
 * Envers adds, so that its annotations, their rules and its library are not needed here.
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
    Retention unset(PersistentClass entity, String path) {
        PersistentClass audit = audits.get(prefix + entity.getEntityName() + suffix);
        String flat = path.replace('.', '_');
        return retention(audit != null
                && audit.getPropertyClosure().stream()
                        .anyMatch(property -> property.getName().equals(flat) && isFile(property.getValue())));
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
        return retention(audit != null && hasFile(audit.getTable().getColumns(), file));
    }

    private static Retention retention(boolean hasHistory) {
        return hasHistory ? Retention.HISTORY : Retention.DELETE;
    }

    private static boolean hasFile(Collection<Column> columns, Value file) {
        String name = file.getColumns().get(0).getName();
        return columns.stream().anyMatch(column -> column.getName().equals(name) && isFile(column.getValue()));
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
