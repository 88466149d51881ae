package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.queries.MappedKeyMapContainerPolicy;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.DirectMapMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.storedfile.DeclaredVariants;
import org.storedfile.persistence.AttributeAnnotations;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.Retention;
import org.storedfile.storage.Key;

/**
 * Finds the files in EclipseLink's mapping, and checks what their annotations say. Reads values through EclipseLink's own
 * mappings, so weaving, generic types and field or property access need no care here.
 */
final class MappingReader {
    private final ClassDescriptor entity;
    private final DeclaredVariants variants;
    private final List<FileSlot> rows = new ArrayList<>();
    private final List<CollectionFiles> collections = new ArrayList<>();

    private MappingReader(ClassDescriptor entity, DeclaredVariants variants) {
        this.entity = entity;
        this.variants = variants;
    }

    /** Returns the files of the classes that have any, and adds the variants that these declare. */
    static Map<ClassDescriptor, EntityFiles> read(Collection<ClassDescriptor> descriptors, DeclaredVariants variants) {
        Map<ClassDescriptor, EntityFiles> entities = new HashMap<>();
        for (ClassDescriptor descriptor : descriptors) {
            if (!descriptor.isAggregateDescriptor() && !descriptor.isAggregateCollectionDescriptor()) {
                MappingReader reader = new MappingReader(descriptor, variants);
                FileMappings.of(descriptor).forEach(mapping -> reader.visit(mapping, Way.from(descriptor)));
                EntityFiles files =
                        new EntityFiles(descriptor, List.copyOf(reader.rows), List.copyOf(reader.collections));
                if (!files.isEmpty()) {
                    entities.put(descriptor, files);
                }
            }
        }
        return entities;
    }

    /**
     * How the mappings of {@code owner} were reached.
     *
     * @param prefix the names on the way from the entity, each with a dot
     * @param mappings from the entity, or from the element of a collection
     * @param history of their table
     */
    private record Way(ClassDescriptor owner, String prefix, List<DatabaseMapping> mappings, History history) {
        static Way from(ClassDescriptor entity) {
            return new Way(entity, "", List.of(), History.of(entity));
        }

        Way into(DatabaseMapping embedded) {
            return new Way(embedded.getReferenceDescriptor(), path(embedded) + ".", to(embedded), history);
        }

        Way toElement(DatabaseMapping collection) {
            ClassDescriptor element = collection.getReferenceDescriptor();
            return new Way(element, path(collection) + ".", List.of(), History.of(element));
        }

        List<DatabaseMapping> to(DatabaseMapping last) {
            return Stream.concat(mappings.stream(), Stream.of(last)).toList();
        }

        String path(DatabaseMapping last) {
            return prefix + last.getAttributeName();
        }
    }

    private void visit(DatabaseMapping mapping, Way way) {
        if (mapping instanceof AbstractDirectMapping direct && FileMappings.isFile(mapping)) {
            AttributeCheck.refuseIdentifier(direct, entity);
            if (!mapping.isReadOnly()) {
                AttributeCheck.refuseHalfWritten(direct.getField(), way.path(direct), entity, false);
                rows.add(slot(direct, direct.getField(), way));
            }
        } else if (mapping instanceof DirectCollectionMapping elements) {
            visitFiles(elements, way);
        } else if (mapping instanceof AggregateCollectionMapping elements) {
            visitElements(elements, way);
        } else {
            AttributeCheck.refuseAnnotation(mapping, way.owner(), entity);
            if (mapping instanceof AggregateObjectMapping embedded) {
                FileMappings.of(embedded.getReferenceDescriptor()).forEach(inner -> visit(inner, way.into(embedded)));
            }
        }
    }

    private void visitFiles(DirectCollectionMapping elements, Way way) {
        if (elements instanceof DirectMapMapping map) {
            AttributeCheck.refuseKey(map.getKeyConverter(), way.path(map), entity);
        }
        refuseMapKey(elements, way);
        if (FileMappings.isFile(elements)) {
            FileAttribute attribute = attribute(elements, elements.getDirectField(), way, History.of(elements));
            new AttributeCheck(attribute, entity).checkNoSiblings();
            List<FileSlot> slots = List.of(new FileSlot(attribute, List.of(), List.of()));
            collections.add(new CollectionFiles(way.to(elements), slots));
        } else {
            AttributeCheck.refuseAnnotation(elements, way.owner(), entity);
        }
    }

    private void visitElements(AggregateCollectionMapping elements, Way way) {
        refuseMapKey(elements, way);
        AttributeCheck.refuseAnnotation(elements, way.owner(), entity);
        List<FileSlot> slots = new ArrayList<>();
        FileMappings.of(elements.getReferenceDescriptor())
                .forEach(inner -> visitElement(inner, way.toElement(elements), slots));
        if (!slots.isEmpty()) {
            collections.add(new CollectionFiles(way.to(elements), List.copyOf(slots)));
        }
    }

    private void visitElement(DatabaseMapping mapping, Way way, List<FileSlot> slots) {
        if (mapping instanceof AbstractDirectMapping direct && FileMappings.isFile(mapping)) {
            AttributeCheck.refuseHalfWritten(direct.getField(), way.path(direct), entity, true);
            slots.add(slot(direct, direct.getField(), way));
        } else if (mapping instanceof AggregateObjectMapping embedded) {
            FileMappings.of(embedded.getReferenceDescriptor())
                    .forEach(inner -> visitElement(inner, way.into(embedded), slots));
        }
    }

    private void refuseMapKey(DatabaseMapping mapping, Way way) {
        if (mapping.getContainerPolicy() instanceof MappedKeyMapContainerPolicy policy
                && policy.getKeyMapping() instanceof AbstractDirectMapping key) {
            AttributeCheck.refuseKey(key.getConverter(), way.path(mapping), entity);
        }
    }

    private FileSlot slot(AbstractDirectMapping mapping, DatabaseField column, Way way) {
        FileAttribute attribute = attribute(mapping, column, way, way.history());
        return new FileSlot(attribute, way.to(mapping), new AttributeCheck(attribute, entity).siblings(way.owner()));
    }

    private FileAttribute attribute(DatabaseMapping mapping, DatabaseField column, Way way, History history) {
        FileAttribute attribute = FileAttribute.of(
                entity.getAlias(),
                way.path(mapping),
                new AttributeAnnotations(mapping.getAttributeName(), way.owner().getJavaClass()),
                column.getLength() > 0 ? column.getLength() : Key.MAX_LENGTH,
                UnaryOperator.identity(),
                history.table(column).isPresent() ? Retention.HISTORY : Retention.DELETE_UNLESS_IN_HISTORY);
        new AttributeCheck(attribute, entity).checkUploadTo();
        attribute.declareVariants(entity.getJavaClass(), variants);
        attribute.checkStorage();
        return attribute;
    }
}
