package org.storedfile.persistence.eclipselink;

import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.storedfile.persistence.PendingFile;
import org.storedfile.persistence.TransactionFiles;

/** Finds or makes the files of a unit of work's transaction. */
final class UnitTransactions {
    private UnitTransactions() {}

    /**
     * Returns the files of the transaction, which is begun in the database if it is not yet, so that the next end that
     * EclipseLink reports is its own.
     *
     * @throws org.storedfile.StoredFileException if there is no transaction that takes part in its end
     */
    static TransactionFiles of(UnitOfWorkImpl work) {
        return isJta(work) ? JtaTransactions.of(work) : LocalTransactions.of(work);
    }

    /**
     * Stores those of the files that are new.
     *
     * @throws org.storedfile.StoredFileException if one cannot be stored, or the transaction can only roll back
     */
    static void store(List<PendingFile> pending, UnitOfWorkImpl work) {
        if (isJta(work)) {
            JtaTransactions.requireCommittable(work);
        }
        TransactionFiles files = of(work);
        SessionDatabase database = new SessionDatabase(work);
        // What the journal writes in the transaction needs the transaction's connection.
        if (database.journal().isPresent()
                && !work.wasTransactionBegunPrematurely()
                && !connected(work).isInTransaction()) {
            work.beginEarlyTransaction();
        }
        files.store(pending, UnitSettings.of(work), Optional.of(database));
    }

    static boolean isJta(UnitOfWorkImpl work) {
        return connected(work).hasExternalTransactionController();
    }

    /** Returns the session that has the connection: the one that all units of work of the transaction are children of. */
    static AbstractSession connected(UnitOfWorkImpl work) {
        AbstractSession session = work.getParent();
        while (session instanceof UnitOfWorkImpl outer) {
            session = outer.getParent();
        }
        return session;
    }
}
