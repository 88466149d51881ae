package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.ReportQueryResult;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** One row as the database has it, and not as a cache remembers it, or a query hides it. */
record StoredRow(ClassDescriptor descriptor, Object id) {
    /** Returns the file in the row; null if it has none, or there is no row. */
    @Nullable
    FileRef file(FileSlot slot, AbstractSession session) {
        List<FileRef> found = read(value(new ExpressionBuilder(), slot.path()), session);
        return found.isEmpty() ? null : found.get(0);
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
        ReportQuery query = new RowQuery(descriptor, id, new ExpressionBuilder(), session);
        query.setShouldRetrievePrimaryKeys(true);
        query.acquireLocks();
        session.executeQuery(query);
    }

    /** Returns the files in the rows of an element collection. */
    List<FileRef> files(CollectionFiles collection, AbstractSession session, boolean isLocked) {
        return collection.slots().stream()
                .flatMap(slot -> files(collection, slot, session, isLocked).stream())
                .toList();
    }

    /** Returns the files of one slot in the rows of an element collection. */
    List<FileRef> files(CollectionFiles collection, FileSlot slot, AbstractSession session, boolean isLocked) {
        int last = collection.path().size() - 1;
        Expression owner = value(new ExpressionBuilder(), collection.path().subList(0, last));
        Expression element = owner.anyOf(collection.path().get(last).getAttributeName());
        ReportQuery query = query(value(element, slot.path()), session);
        if (isLocked) {
            query.acquireLocks();
        }
        return read(query, session);
    }

    private List<FileRef> read(Expression file, AbstractSession session) {
        return read(query(file, session), session);
    }

    private ReportQuery query(Expression file, AbstractSession session) {
        ReportQuery query = new RowQuery(descriptor, id, file.getBuilder(), session);
        query.addAttribute("file", file);
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
