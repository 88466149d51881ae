package org.storedfile.persistence.eclipselink;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.TransactionFiles;

/** Follows the transactions that EclipseLink itself begins and commits on one connection. Thread safe. */
final class LocalTransactions extends SessionEventAdapter {
    private static final Map<Session, LocalTransaction> RUNNING = Collections.synchronizedMap(new WeakHashMap<>());

    static TransactionFiles of(UnitOfWorkImpl work) {
        AbstractSession session = UnitTransactions.connected(work);
        LocalTransaction running = RUNNING.get(session);
        if (running == null) {
            // Early, because EclipseLink may otherwise commit what makes identifiers before it begins to write.
            if (!work.wasTransactionBegunPrematurely() && !session.isInTransaction()) {
                work.beginEarlyTransaction();
            }
            running = new LocalTransaction(StoredFiles.current());
            RUNNING.put(session, running);
        }
        return running.files();
    }

    @Override
    public void preCommitTransaction(SessionEvent event) {
        LocalTransaction running = RUNNING.get(event.getSession());
        if (running != null) {
            running.commitBegins();
        }
    }

    @Override
    public void postCommitTransaction(SessionEvent event) {
        LocalTransaction running = RUNNING.remove(event.getSession());
        if (running != null) {
            running.committed();
        }
    }

    @Override
    public void preRollbackTransaction(SessionEvent event) {
        LocalTransaction running = RUNNING.get(event.getSession());
        if (running != null) {
            running.rollbackBegins();
        }
    }

    @Override
    public void postRollbackTransaction(SessionEvent event) {
        LocalTransaction running = RUNNING.remove(event.getSession());
        if (running != null) {
            running.rolledBack();
        }
    }

    /** The unit of work is left, and neither a commit nor a rollback came to an end. */
    @Override
    public void postReleaseUnitOfWork(SessionEvent event) {
        if (event.getSession() instanceof UnitOfWorkImpl work && !work.isNestedUnitOfWork()) {
            @Nullable LocalTransaction running = RUNNING.remove(UnitTransactions.connected(work));
            if (running != null) {
                running.left();
            }
        }
    }
}
