package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.jpa.event.spi.CallbackDefinition;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Value;
import org.hibernate.property.access.spi.Getter;
import org.hibernate.type.BasicPluralType;
import org.jspecify.annotations.Nullable;
import org.storedfile.DeclaredVariants;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.Retention;
import org.storedfile.storage.Key;

/**
 * Finds the files in Hibernate's mapping, and checks what their annotations say. Reads values through Hibernate's own
 * getters, so records, generic types and field or property access need no care here.
 */
final class MappingReader {
    private final Map<String, EntityFiles.Definition> definitions = new HashMap<>();
    private final Map<String, CollectionFiles> collections = new HashMap<>();
    private final DeclaredVariants variants = new DeclaredVariants();

    private final Dialect dialect;
    private final SqlStringGenerationContext names;
    private final Revisions revisions;

    private MappingReader(Dialect dialect, SqlStringGenerationContext names, Revisions revisions) {
        this.dialect = dialect;
        this.names = names;
        this.revisions = revisions;
    }

    static MappedFiles read(
            Metadata metadata, Dialect dialect, SqlStringGenerationContext names, Map<String, Object> settings) {
        MappingReader reader = new MappingReader(dialect, names, Revisions.of(metadata, settings));
        for (PersistentClass entity : metadata.getEntityBindings()) {
            // Envers keeps its rows as maps; what they hold belongs to the entity that they tell of.
            if (entity.hasPojoRepresentation()) {
                reader.read(entity);
            }
        }
        return new MappedFiles(reader.definitions, reader.collections, reader.variants);
    }

    private void read(PersistentClass entity) {
        EntityReader reader = new EntityReader(entity, new EntityTables(entity, dialect, names), variants, revisions);
        reader.refuseKey(entity.getIdentifier(), "an identifier");
        for (Property property : entity.getPropertyClosure()) {
            reader.visit(property, new Way(property, property.getName(), List.of(), Owner.of(entity), false));
        }
        if (reader.rows.stream().anyMatch(row -> !row.columns().isGuarded())) {
            // An update of another column would write back the key that was loaded, and that others may have replaced.
            entity.setDynamicUpdate(true);
        }
        if (!reader.rows.isEmpty() || !reader.collections.isEmpty()) {
            definitions.put(
                    entity.getEntityName(),
                    new EntityFiles.Definition(
                            List.copyOf(reader.rows),
                            List.copyOf(reader.collections),
                            entity.useDynamicUpdate(),
                            hasCallbacks(entity)));
            reader.collections.forEach(collection -> collections.put(collection.role(), collection));
        }
    }

    private static boolean hasCallbacks(PersistentClass entity) {
        List<CallbackDefinition> callbacks = entity.getCallbackDefinitions();
        return callbacks != null && !callbacks.isEmpty();
    }

    /**
     * How a property was reached.
     *
     * @param top the entity's property
     * @param path the attribute's name from the entity, with dots
     * @param getters from the value of {@code top}, or from the element of a collection
     * @param isInOneColumn whether the attributes of an embeddable on the way share a column
     */
    private record Way(Property top, String path, List<Getter> getters, Owner owner, boolean isInOneColumn) {
        Way into(Property property, Component embeddable) {
            Owner declaring = Owner.of(embeddable, property);
            return new Way(
                    top,
                    path + "." + property.getName(),
                    with(property.getGetter(declaring.type())),
                    declaring,
                    isInOneColumn || embeddable.getAggregateColumn() != null);
        }

        private List<Getter> with(Getter getter) {
            List<Getter> longer = new ArrayList<>(getters);
            longer.add(getter);
            return List.copyOf(longer);
        }

        Way toElement() {
            return new Way(top, path, List.of(), owner, isInOneColumn);
        }
    }

    private static final class EntityReader {
        private final PersistentClass entity;
        private final EntityTables tables;
        private final DeclaredVariants variants;
        private final Revisions revisions;
        private final List<EntityFiles.Definition.Row> rows = new ArrayList<>();
        private final List<CollectionFiles> collections = new ArrayList<>();

        EntityReader(PersistentClass entity, EntityTables tables, DeclaredVariants variants, Revisions revisions) {
            this.revisions = revisions;
            this.entity = entity;
            this.tables = tables;
            this.variants = variants;
        }

        void visit(Property property, Way way) {
            Value value = property.getValue();
            if (isFile(value)) {
                requireColumn(way);
                if (property.isInsertable() || property.isUpdateable()) {
                    rows.add(new EntityFiles.Definition.Row(
                            way.top().getName(),
                            slot(property, value, way, revisions.unset(entity, way.path(), value), true),
                            tables.row(value, way.top()),
                            property.isInsertable(),
                            property.isUpdateable()));
                }
            } else if (value instanceof Collection collection) {
                visitElements(property, collection, way);
            } else {
                AttributeCheck.refuseAnnotation(property, way.owner(), entity);
                refuseSeveral(value, way);
                if (value instanceof Component embeddable) {
                    embeddable.getProperties().forEach(inner -> visit(inner, way.into(inner, embeddable)));
                }
            }
        }

        private void visitElements(Property property, Collection collection, Way way) {
            if (collection instanceof IndexedCollection indexed) {
                refuseKey(indexed.getIndex(), "the key of the map '" + way.path() + "'");
            }
            Elements elements = new Elements(
                    file -> revisions.unset(property, way.owner().type(), file), new ArrayList<>(), new ArrayList<>());
            Value element = collection.getElement();
            if (!isFile(element)) {
                AttributeCheck.refuseAnnotation(property, way.owner(), entity);
            }
            if (isFile(element)) {
                elements.slots()
                        .add(slot(
                                property,
                                element,
                                way.toElement(),
                                elements.unset().apply(element),
                                false));
                elements.values().add(element);
            } else if (element instanceof Component embeddable) {
                embeddable.getProperties().forEach(inner -> visitElement(inner, way.toElement(), embeddable, elements));
            }
            if (!elements.slots().isEmpty()) {
                collections.add(new CollectionFiles(
                        collection.getRole(),
                        way.top().getName(),
                        way.getters(),
                        elements.slots(),
                        tables.elements(elements.values(), collection, way.top())));
            }
        }

        private void visitElement(Property property, Way parent, Component owner, Elements elements) {
            Way way = parent.into(property, owner);
            refuseSeveral(property.getValue(), way);
            if (isFile(property.getValue())) {
                requireColumn(way);
                if (!isOwner(property, way)) {
                    return;
                }
                elements.slots()
                        .add(slot(
                                property,
                                property.getValue(),
                                way,
                                elements.unset().apply(property.getValue()),
                                true));
                elements.values().add(property.getValue());
            } else if (property.getValue() instanceof Component embeddable) {
                embeddable.getProperties().forEach(inner -> visitElement(inner, way, embeddable, elements));
            }
        }

        // Nobody could see in SQL which files such a column holds.
        private void requireColumn(Way way) {
            if (way.isInOneColumn()) {
                throw new StoredFileException("the FileRef '" + way.path() + "' of " + entity.getJpaEntityName()
                        + " lies in one column with others, as JSON, XML or a struct: give the attributes of its"
                        + " embeddable columns of their own");
            }
        }

        // As Hibernate maps what has no @ElementCollection: no event tells which files come and go.
        private void refuseSeveral(Value value, Way way) {
            if (value instanceof BasicValue
                    && value.getType() instanceof BasicPluralType<?, ?> several
                    && several.getElementType().getJavaType() == FileRef.class) {
                throw new StoredFileException("'" + way.path() + "' of " + entity.getJpaEntityName()
                        + " holds several files in one column: annotate it with @ElementCollection");
            }
        }

        // Hibernate changes elements by an update or by a delete and an insert, so that only one of both is neither.
        private boolean isOwner(Property property, Way way) {
            if (property.isInsertable() != property.isUpdateable()) {
                throw new StoredFileException(
                        "the FileRef '" + way.path() + "' of " + entity.getJpaEntityName()
                                + " lies in an element collection, so its column is written by inserts and updates, or by none");
            }
            return property.isInsertable();
        }

        private FileSlot slot(Property property, Value value, Way way, Retention unset, boolean mayHaveSiblings) {
            FileAttribute attribute = FileAttribute.of(
                    entity.getJpaEntityName(),
                    way.path(),
                    new Annotations.OfProperty(property, way.owner().type()),
                    length(value),
                    Hibernate::unproxy,
                    unset);
            AttributeCheck check = new AttributeCheck(attribute, entity);
            check.checkUploadTo();
            attribute.declareVariants(entity.getMappedClass(), variants);
            attribute.checkStorage();
            List<Sibling> siblings = mayHaveSiblings ? check.siblings(way.owner()) : check.noSiblings();
            return new FileSlot(attribute, way.getters(), siblings);
        }

        /** What was found in the elements of one collection. */
        private record Elements(Function<Value, Retention> unset, List<FileSlot> slots, List<Value> values) {}

        void refuseKey(@Nullable Value value, String what) {
            if (isFile(value)) {
                throw new StoredFileException(
                        entity.getJpaEntityName() + " has a FileRef as " + what + ", which cannot be a file");
            }
        }

        private static boolean isFile(@Nullable Value value) {
            return value instanceof SimpleValue && value.getType().getReturnedClass() == FileRef.class;
        }

        private static int length(Value value) {
            for (Selectable selectable : value.getSelectables()) {
                if (selectable instanceof Column column && column.getLength() != null) {
                    return (int) Math.min(column.getLength(), Integer.MAX_VALUE);
                }
            }
            return Key.MAX_LENGTH;
        }
    }
}
