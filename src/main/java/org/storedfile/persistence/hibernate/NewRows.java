package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.storedfile.persistence.TransactionFiles;

/**
 * Rows that are about to be inserted and get their identifier thereby. Afterwards the entity may be collected, or be
 * without its identifier once it is removed. Entries live as long as their transaction. Thread safe.
 */
final class NewRows {
    private static final Map<TransactionFiles, List<RowId>> WAITING = Collections.synchronizedMap(new WeakHashMap<>());

    private NewRows() {}

    /** Notes that a row's identifier is not known. */
    static void add(RowId row, TransactionFiles transaction) {
        // Only the thread that flushes changes the list.
        WAITING.computeIfAbsent(transaction, any -> new ArrayList<>()).add(row);
    }

    /** Tells the rows of the entity its identifier. */
    static void inserted(Object entity, Object id, TransactionFiles transaction) {
        List<RowId> rows = WAITING.getOrDefault(transaction, List.of());
        for (Iterator<RowId> each = rows.iterator(); each.hasNext(); ) {
            RowId row = each.next();
            if (row.isOf(entity)) {
                row.inserted(id);
                each.remove();
            }
        }
        if (rows.isEmpty()) {
            WAITING.remove(transaction);
        }
    }
}
