package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileRefConverter;

/**
 * Finds all columns that hold files: by the attributes, which have names and siblings, and then by the tables, which
 * have those of a history as well.
 */
final class TableReader {
    private static final String REVISION_TYPE = "org.hibernate.envers.RevisionType";

    private final Dialect dialect;
    private final SqlStringGenerationContext names;
    private final List<FileColumn> found = new ArrayList<>();

    private TableReader(Dialect dialect, SqlStringGenerationContext names) {
        this.dialect = dialect;
        this.names = names;
    }

    /**
     * What was found.
     *
     * @param columns all of them
     * @param history those of no attribute, and those in whose tables, or in what the database itself keeps of them,
     *     former rows lie
     */
    record Found(List<FileColumn> columns, List<FileColumn> history) {}

    static Found read(Metadata metadata, Dialect dialect, SqlStringGenerationContext names) {
        TableReader reader = new TableReader(dialect, names);
        metadata.getEntityBindings().stream()
                .filter(PersistentClass::hasPojoRepresentation)
                .forEach(reader::readAttributes);
        int attributes = reader.found.size();
        metadata.collectTableMappings().forEach(reader::readTable);
        List<FileColumn> all = List.copyOf(reader.found);
        List<FileColumn> history = new ArrayList<>(all.subList(attributes, all.size()));
        Set<String> ownHistories = reader.ownHistories(metadata);
        all.stream()
                .limit(attributes)
                .filter(column -> column.hasHistory() || ownHistories.contains(column.table()))
                .forEach(history::add);
        return new Found(all, List.copyOf(history));
    }

    // By @Temporal with SINGLE_TABLE, which Hibernate says of the root and of each collection.
    private Set<String> ownHistories(Metadata metadata) {
        Stream<Table> entities = metadata.getEntityBindings().stream()
                .filter(entity -> isOwn(entity.getRootClass(), entity.getRootTable()))
                .map(PersistentClass::getTable);
        Stream<Table> collections = metadata.getCollectionBindings().stream()
                .filter(collection -> isOwn(collection, collection.getCollectionTable()))
                .map(Collection::getCollectionTable);
        return Stream.concat(entities, collections)
                .map(table -> table.getQualifiedName(names))
                .collect(Collectors.toSet());
    }

    private static boolean isOwn(Object holder, Table table) {
        return Revisions.auxiliary(holder)
                .filter(history -> history.equals(table))
                .isPresent();
    }

    private void readAttributes(PersistentClass entity) {
        for (Property property : entity.getPropertyClosure()) {
            visit(property, entity.getJpaEntityName() + "." + property.getName(), Owner.of(entity), entity);
        }
    }

    private void visit(Property property, String path, Owner owner, PersistentClass entity) {
        Value value = property.getValue();
        if (isFile(value)) {
            add(value, path, Annotations.find(StoredFile.class, property, owner.type()), owner, entity);
        } else if (value instanceof Component embeddable) {
            visitAll(embeddable, path, entity);
        } else if (value instanceof Collection collection && isFile(collection.getElement())) {
            add(collection.getElement(), path, null, owner, entity);
        } else if (value instanceof Collection collection && collection.getElement() instanceof Component embeddable) {
            visitAll(embeddable, path, entity);
        }
    }

    private void visitAll(Component embeddable, String path, PersistentClass entity) {
        embeddable
                .getProperties()
                .forEach(inner -> visit(inner, path + "." + inner.getName(), Owner.of(embeddable, inner), entity));
    }

    private void add(Value file, String path, @Nullable StoredFile annotation, Owner owner, PersistentClass entity) {
        if (file.getSelectables().get(0) instanceof Column column) {
            Table table = table(file, entity);
            Optional<String> size =
                    annotation == null ? Optional.empty() : sibling(annotation.sizeAttribute(), owner, file);
            Optional<String> checksum =
                    annotation == null ? Optional.empty() : sibling(annotation.checksumAttribute(), owner, file);
            add(path, table, column, size, checksum, file);
        }
    }

    private Optional<String> sibling(String name, Owner owner, Value file) {
        return owner.property(name)
                .map(Property::getValue)
                .filter(value -> value.getTable().equals(file.getTable()))
                .map(value -> value.getColumns().get(0).getReadExpr(dialect));
    }

    // A table per class repeats the columns of the class above.
    private static Table table(Value file, PersistentClass entity) {
        Table declared = file.getTable();
        boolean isInherited = entity instanceof UnionSubclass && declared.equals(entity.getRootTable());
        return isInherited ? entity.getTable() : declared;
    }

    private void readTable(Table table) {
        for (Column column : table.getColumns()) {
            if (column.getValue() instanceof SimpleValue value && isFile(value)) {
                String name = table.getName() + "." + column.getName();
                add(name, table, column, Optional.empty(), Optional.empty(), value);
            }
        }
    }

    private void add(
            String attribute,
            Table table,
            Column column,
            Optional<String> size,
            Optional<String> checksum,
            Value value) {
        if (!table.isAbstractUnionTable()) {
            String name = table.getQualifiedName(names);
            FileColumn file = new FileColumn(
                    attribute,
                    name,
                    // With a @ColumnTransformer, what the column has is no key.
                    column.getReadExpr(dialect),
                    size,
                    checksum,
                    new Form((JdbcMapping) value.getType()),
                    isVersioned(table) ? name + " for system_time all" : name,
                    isFormer(table),
                    new FileColumn.Assignment(column.getQuotedName(dialect), column.getWriteExpr()));
            if (found.stream().noneMatch(file::isSame)) {
                found.add(file);
            }
        }
    }

    // By Hibernate's @Temporal (7.4 on). A database that keeps such rows and does not know these words refuses the
    // statement, and so no file is taken for an orphan.
    private static boolean isVersioned(Table table) {
        return table.getColumns().stream().anyMatch(column -> "row start".equals(column.getGeneratedAs()));
    }

    // Envers ends a collection's element with a row of its own, also one that was there between two flushes only. It
    // writes the type as its ordinal, of which 2 is DEL.
    private Optional<String> isFormer(Table table) {
        return table.getColumns().stream()
                .filter(column -> column.getValue() instanceof SimpleValue value
                        && value.getType().getReturnedClass().getName().equals(REVISION_TYPE))
                .map(column -> column.getQuotedName(dialect) + " = 2")
                .findFirst();
    }

    private static boolean isFile(@Nullable Value value) {
        return value instanceof SimpleValue && value.getType().getReturnedClass() == FileRef.class;
    }

    // Hibernate's own type of a file has no converter; an application's has.
    private record Form(JdbcMapping type) implements FileColumn.Form {
        private static final FileRefConverter OURS = new FileRefConverter();

        @Override
        public @Nullable FileRef read(String value) {
            return type.getValueConverter() == null
                    ? OURS.convertToEntityAttribute(value)
                    : (FileRef) type.convertToDomainValue(value);
        }

        @Override
        public String write(FileRef file) {
            Object value = type.getValueConverter() == null
                    ? OURS.convertToDatabaseColumn(file)
                    : type.convertToRelationalValue(file);
            return Objects.requireNonNull(value).toString();
        }
    }
}
