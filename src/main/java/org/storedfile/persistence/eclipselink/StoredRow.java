package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.ReportQueryResult;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** One row as the database has it, and not as a cache remembers it. */
record StoredRow(ClassDescriptor descriptor, Object id) {
    /**
     * Returns the file in the row; null if it has none, or there is no row. In plain SQL, because a query leaves out rows
     * that criteria hide, such as those that are only marked as deleted.
     */
    @Nullable
    FileRef file(FileSlot slot, AbstractSession session) {
        AbstractDirectMapping mapping =
                (AbstractDirectMapping) slot.path().get(slot.path().size() - 1);
        DataReadQuery query = new DataReadQuery();
        AbstractRecord keys = descriptor.getObjectBuilder().buildRowFromPrimaryKeyValues(id, session);
        List<Object> values = new ArrayList<>();
        for (DatabaseField key : descriptor.getPrimaryKeyFields()) {
            query.addArgument("key" + values.size());
            values.add(keys.get(key));
        }
        query.setSQLString(select(mapping.getField(), session.getPlatform()));
        query.setFlushOnExecute(false);
        for (Object row : (List<?>) session.executeQuery(query, values)) {
            Object column = ((AbstractRecord) row).get(mapping.getField());
            return (FileRef) mapping.getConverter().convertDataValueToObjectValue(column, session);
        }
        return null;
    }

    private String select(DatabaseField column, DatabasePlatform platform) {
        Map<DatabaseField, DatabaseField> keys =
                descriptor.getAdditionalTablePrimaryKeyFields().getOrDefault(column.getTable(), Map.of());
        StringBuilder sql = new StringBuilder("select " + column.getNameDelimited(platform) + " from "
                + column.getTable().getQualifiedNameDelimited(platform));
        int number = 0;
        for (DatabaseField key : descriptor.getPrimaryKeyFields()) {
            sql.append(number == 0 ? " where " : " and ")
                    .append(keys.getOrDefault(key, key).getNameDelimited(platform))
                    .append(" = #key")
                    .append(number++);
        }
        return sql.toString();
    }

    /** Returns the file as {@link #file} does, and keeps others from changing the row until the transaction ends. */
    @Nullable
    FileRef lockedFile(FileSlot slot, AbstractSession session) {
        ReportQuery query = query(value(new ExpressionBuilder(), slot.path()), session);
        query.acquireLocks();
        List<FileRef> found = read(query, session);
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Keeps others from changing the row, and through this library its element collections, until the transaction ends.
     */
    void lock(AbstractSession session) {
        ReportQuery query = new ReportQuery(descriptor.getJavaClass(), new ExpressionBuilder());
        query.setSelectionCriteria(descriptor.getObjectBuilder().buildPrimaryKeyExpressionFromKeys(id, session));
        query.setShouldRetrievePrimaryKeys(true);
        query.setFlushOnExecute(false);
        query.acquireLocks();
        session.executeQuery(query);
    }

    /** Returns the files in the rows of an element collection. */
    List<FileRef> files(CollectionFiles collection, AbstractSession session) {
        return collection.slots().stream()
                .flatMap(slot -> files(collection, slot, session).stream())
                .toList();
    }

    /** Returns the files of one slot in the rows of an element collection. */
    List<FileRef> files(CollectionFiles collection, FileSlot slot, AbstractSession session) {
        int last = collection.path().size() - 1;
        Expression owner = value(new ExpressionBuilder(), collection.path().subList(0, last));
        Expression element = owner.anyOf(collection.path().get(last).getAttributeName());
        return read(value(element, slot.path()), session);
    }

    private List<FileRef> read(Expression file, AbstractSession session) {
        return read(query(file, session), session);
    }

    private ReportQuery query(Expression file, AbstractSession session) {
        ReportQuery query = new ReportQuery(descriptor.getJavaClass(), file.getBuilder());
        query.setSelectionCriteria(descriptor.getObjectBuilder().buildPrimaryKeyExpressionFromKeys(id, session));
        query.addAttribute("file", file);
        query.setFlushOnExecute(false);
        return query;
    }

    private static List<FileRef> read(ReportQuery query, AbstractSession session) {
        List<FileRef> files = new ArrayList<>();
        for (Object row : (List<?>) session.executeQuery(query)) {
            if (((ReportQueryResult) row).get("file") instanceof FileRef found) {
                files.add(found);
            }
        }
        return files;
    }

    private static Expression value(Expression from, List<DatabaseMapping> path) {
        Expression value = from;
        for (DatabaseMapping mapping : path) {
            value = value.get(mapping.getAttributeName());
        }
        return value;
    }
}
