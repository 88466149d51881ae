package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * The rows that sessions are about to write: a listener of others may veto the statement, or it may fail, and the
 * transaction go on and be committed all the same. Thread safe.
 */
final class RowStatements {
    private static final Map<SharedSessionContractImplementor, List<RowHolder>> OPEN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private RowStatements() {}

    /** Notes that a statement is about to be sent, and so that the one before, if it is not done, was not or has failed. */
    static void begins(SharedSessionContractImplementor session) {
        OPEN.put(session, new ArrayList<>());
    }

    /** Notes that one is about to be sent of which it is seen later whether it failed, and so that the one before is over. */
    static void over(SharedSessionContractImplementor session) {
        OPEN.remove(session);
    }

    /** Notes a row of the statement. */
    static void add(RowHolder row, SharedSessionContractImplementor session) {
        List<RowHolder> rows = OPEN.get(session);
        if (rows != null) {
            row.unwritten();
            rows.add(row);
        }
    }

    /** Notes that the statement was sent, and did not fail. */
    static void done(SharedSessionContractImplementor session) {
        List<RowHolder> rows = OPEN.remove(session);
        if (rows != null) {
            rows.forEach(RowHolder::written);
        }
    }
}
