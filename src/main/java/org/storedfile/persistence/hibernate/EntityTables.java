package org.storedfile.persistence.hibernate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.AbstractTransactSQLDialect;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.engine.OptimisticLockStyle;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.hibernate.metamodel.mapping.JdbcMapping;

/** Finds where the files of an entity lie in the database: in its tables, or in those of its collections. */
record EntityTables(PersistentClass entity, Dialect dialect, SqlStringGenerationContext names) {
    /**
     * Returns the column of one file in the entity's row.
     *
     * @param top the entity's property that holds the file, directly or in embeddables
     */
    FileColumns row(Value file, Property top) {
        Map.Entry<Table, KeyValue> place = place(file.getTable());
        return columns(List.of(file), place.getKey(), place.getValue(), isGuarded(top));
    }

    /** Returns the columns of files in the collection's rows. */
    FileColumns elements(List<Value> files, Collection collection, Property top) {
        // A cache may have another state of the collection than the row with the version.
        boolean isGuarded =
                isGuarded(top) && collection.isOptimisticLocked() && collection.getCacheConcurrencyStrategy() == null;
        return columns(files, collection.getCollectionTable(), collection.getKey(), isGuarded);
    }

    private boolean isGuarded(Property top) {
        return entity.isVersioned()
                && entity.getOptimisticLockStyle() == OptimisticLockStyle.VERSION
                && top.isOptimisticLocked();
    }

    // The table of an attribute that a table per class inherits is that of the class above.
    private Map.Entry<Table, KeyValue> place(Table declared) {
        if (entity instanceof UnionSubclass) {
            return Map.entry(entity.getTable(), entity.getKey());
        }
        for (PersistentClass type = entity; type != null; type = type.getSuperclass()) {
            if (declared.equals(type.getTable())) {
                return Map.entry(declared, type.getKey());
            }
            for (Join secondary : type.getJoins()) {
                if (declared.equals(secondary.getTable())) {
                    return Map.entry(declared, secondary.getKey());
                }
            }
        }
        throw new IllegalStateException("the table '" + declared.getName() + "' is none of " + entity.getEntityName());
    }

    private FileColumns columns(List<Value> files, Table table, KeyValue key, boolean isGuarded) {
        LockOptions lock = new LockOptions(LockMode.PESSIMISTIC_WRITE);
        String name = table.getQualifiedName(names);
        String select = "select "
                + files.stream()
                        .map(file -> file.getColumns().get(0).getReadExpr(dialect))
                        .collect(Collectors.joining(", "))
                + " from ";
        String where =
                " where " + key.getColumns().stream().map(this::isParameter).collect(Collectors.joining(" and "));
        List<Column> keys = key.getColumns();
        return new FileColumns(
                select + name + where,
                canAskMany(keys) ? select + name + " where " + keys.get(0).getQuotedName(dialect) + " in " : "",
                select + dialect.appendLockHint(lock, name) + where + dialect.getForUpdateString(lock),
                files.stream().map(file -> (JdbcMapping) file.getType()).toList(),
                isGuarded,
                // Of MariaDB, too.
                dialect instanceof MySQLDialect);
    }

    // SQL Server and Sybase wait for others' locks on rows that a statement passes on its way.
    private boolean canAskMany(List<Column> keys) {
        return keys.size() == 1 && !(dialect instanceof AbstractTransactSQLDialect);
    }

    private String isParameter(Column column) {
        return column.getQuotedName(dialect) + " = ?";
    }
}
