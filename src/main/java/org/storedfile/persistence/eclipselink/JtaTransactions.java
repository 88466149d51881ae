package org.storedfile.persistence.eclipselink;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.transaction.AbstractTransactionController;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.JtaRegistry;
import org.storedfile.persistence.JtaTransaction;
import org.storedfile.persistence.TransactionFiles;

/**
 * Follows the transactions of a server. All units of work in one transaction share their files, whatever their
 * persistence unit. Entries live as long as their transaction. Thread safe.
 */
final class JtaTransactions extends SessionEventAdapter {
    private static final Map<JtaKey, TransactionFiles> RUNNING = new ConcurrentHashMap<>();

    // The registry first: a transaction manager may refuse what EclipseLink's flush in the commit comes to register.
    static TransactionFiles of(UnitOfWorkImpl work) {
        return JtaRegistry.find(StoredFiles.current()).orElseGet(() -> find(controller(work)));
    }

    /** The session has the transaction's connection, and not any more when transactions are completed. */
    @Override
    public void preCommitTransaction(SessionEvent event) {
        if (event.getSession() instanceof AbstractSession session && session.hasExternalTransactionController()) {
            SessionDatabase database = new SessionDatabase(session);
            if (database.journal().isPresent()) {
                known(session).ifPresent(files -> files.beforeCompletion(database));
            }
        }
    }

    private static Optional<TransactionFiles> known(AbstractSession connected) {
        StoredFiles files = StoredFiles.current();
        return JtaRegistry.known(files)
                .or(() -> Optional.ofNullable(controller(connected).getTransaction())
                        .map(transaction -> new JtaKey(controller(connected).getTransactionKey(transaction), files))
                        .map(RUNNING::get));
    }

    private static TransactionFiles find(AbstractTransactionController controller) {
        if (!(controller.getTransaction() instanceof Transaction transaction)) {
            throw new StoredFileException("a file attribute can change only in a transaction, and there is none");
        }
        JtaKey key = new JtaKey(controller.getTransactionKey(transaction), StoredFiles.current());
        TransactionFiles running = RUNNING.get(key);
        return running != null ? running : begin(key, transaction);
    }

    // No other thread works in this transaction at the same time, so there is no race for the key.
    private static TransactionFiles begin(JtaKey key, Transaction transaction) {
        JtaTransaction lifecycle = new JtaTransaction(end -> register(transaction, end), () -> RUNNING.remove(key));
        TransactionFiles files = new TransactionFiles(key.files(), lifecycle);
        lifecycle.register(files, isActive(transaction));
        RUNNING.put(key, files);
        return files;
    }

    /** Refuses to store files in a transaction that can only roll back. */
    static void requireCommittable(UnitOfWorkImpl work) {
        if (controller(work).getTransaction() instanceof Transaction transaction
                && status(transaction) == Status.STATUS_MARKED_ROLLBACK) {
            throw new StoredFileException("the transaction is marked for rollback: no file is stored in it");
        }
    }

    /** Tells whether the transaction of this thread is active. */
    static boolean isActive(AbstractSession connected) {
        return controller(connected).getTransaction() instanceof Transaction transaction && isActive(transaction);
    }

    private static boolean isActive(Transaction transaction) {
        return status(transaction) == Status.STATUS_ACTIVE;
    }

    private static int status(Transaction transaction) {
        try {
            return transaction.getStatus();
        } catch (SystemException e) {
            throw new StoredFileException("the transaction manager does not tell how the transaction is", e);
        }
    }

    private static void register(Transaction transaction, Synchronization end) {
        try {
            transaction.registerSynchronization(end);
        } catch (RollbackException | SystemException e) {
            throw new StoredFileException("the transaction takes no part in its end any more: " + e.getMessage(), e);
        }
    }

    private static AbstractTransactionController controller(UnitOfWorkImpl work) {
        return controller(UnitTransactions.connected(work));
    }

    private static AbstractTransactionController controller(AbstractSession connected) {
        ExternalTransactionController controller = connected.getExternalTransactionController();
        if (controller instanceof AbstractTransactionController known) {
            return known;
        }
        throw new StoredFileException("the files of this transaction cannot be followed: "
                + controller.getClass().getName() + " is no AbstractTransactionController of EclipseLink");
    }

    private record JtaKey(Object transaction, StoredFiles files) {}
}
