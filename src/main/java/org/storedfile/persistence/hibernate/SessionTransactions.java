package org.storedfile.persistence.hibernate;

import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.JtaTransaction;
import org.storedfile.persistence.PendingFile;
import org.storedfile.persistence.TransactionFiles;

/**
 * Finds or makes the files of a session's transaction. With JTA all sessions in one transaction share them, whatever
 * their persistence unit. Entries live as long as their transaction. Thread safe.
 */
final class SessionTransactions {
    private static final Map<JtaKey, TransactionFiles> JTA = new ConcurrentHashMap<>();
    private static final Map<TransactionCoordinator, TransactionFiles> LOCAL =
            Collections.synchronizedMap(new WeakHashMap<>());

    private SessionTransactions() {}

    /**
     * Returns the files of the session's transaction.
     *
     * @throws StoredFileException if there is no active transaction
     */
    static TransactionFiles of(SharedSessionContractImplementor session) {
        TransactionCoordinator coordinator = session.getTransactionCoordinator();
        if (!coordinator.isTransactionActive()) {
            throw new StoredFileException("a file attribute can change only in a transaction, and there is none");
        }
        return coordinator.getTransactionCoordinatorBuilder().isJta() ? jta(session) : local(coordinator);
    }

    /**
     * Stores the files of the session's transaction that are new.
     *
     * @throws StoredFileException if there is no active transaction, or it is marked for rollback
     */
    static void store(List<PendingFile> pending, SharedSessionContractImplementor session) {
        requireCommittable(session);
        of(session).store(pending, session.getFactory().getProperties(), Optional.of(new SessionDatabase(session)));
    }

    /** Notes that a flush begins in the session's transaction; of one without files there is nothing to note. */
    static void flushBegins(SharedSessionContractImplementor session) {
        TransactionFiles running = LOCAL.get(session.getTransactionCoordinator());
        if (running != null) {
            running.flushBegins();
        }
    }

    // No file is stored in a transaction that can only roll back.
    private static void requireCommittable(SharedSessionContractImplementor session) {
        TransactionStatus status = session.getTransactionCoordinator()
                .getTransactionDriverControl()
                .getStatus();
        if (status == TransactionStatus.MARKED_ROLLBACK) {
            throw new StoredFileException("the transaction is marked for rollback: no file is stored in it");
        }
    }

    private static TransactionFiles local(TransactionCoordinator coordinator) {
        TransactionFiles running = LOCAL.get(coordinator);
        if (running != null && !running.hasEnded()) {
            return running;
        }
        WeakReference<TransactionCoordinator> reference = new WeakReference<>(coordinator);
        LocalTransaction local = new LocalTransaction(reference, () -> forget(reference));
        TransactionFiles files = new TransactionFiles(StoredFiles.current(), local);
        coordinator.addObserver(local.observer(files));
        LOCAL.put(coordinator, files);
        return files;
    }

    private static void forget(WeakReference<TransactionCoordinator> reference) {
        LOCAL.remove(reference.get());
    }

    private static TransactionFiles jta(SharedSessionContractImplementor session) {
        JtaPlatform platform = session.getFactory().getServiceRegistry().requireService(JtaPlatform.class);
        JtaKey key = new JtaKey(identifier(platform, session), StoredFiles.current());
        TransactionFiles running = JTA.get(key);
        return running != null ? running : begin(key, platform);
    }

    // No other thread works in this transaction at the same time, so there is no race for the key.
    private static TransactionFiles begin(JtaKey key, JtaPlatform platform) {
        JtaTransaction transaction = new JtaTransaction(platform::registerSynchronization, () -> JTA.remove(key));
        TransactionFiles files = new TransactionFiles(key.files(), transaction);
        transaction.register(files, platform.canRegisterSynchronization());
        JTA.put(key, files);
        return files;
    }

    private static Object identifier(JtaPlatform platform, SharedSessionContractImplementor session) {
        try {
            TransactionManager manager = platform.retrieveTransactionManager();
            Transaction transaction = manager == null ? null : manager.getTransaction();
            Object identifier = transaction == null ? null : platform.getTransactionIdentifier(transaction);
            return identifier != null ? identifier : session.getTransactionCoordinator();
        } catch (SystemException e) {
            throw new StoredFileException("the transaction manager does not tell which transaction this is", e);
        }
    }

    private record JtaKey(Object transaction, StoredFiles files) {}
}
