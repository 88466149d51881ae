package org.storedfile.persistence;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.storedfile.StoredFiles;

/** Finds or makes the files of the JTA transaction, which the server's registry keeps as long as it lives. */
public final class JtaRegistry {
    private JtaRegistry() {}

    /**
     * Returns the files of the JTA transaction of this thread; empty without one, and where nobody shows the registry.
     *
     * @throws org.storedfile.StoredFileException if the transaction takes no part in its end any more
     */
    public static Optional<TransactionFiles> find(StoredFiles files) {
        return registry().filter(JtaRegistry::isInTransaction).map(registry -> files(registry, files));
    }

    /** Returns those that {@link #find} made before in this transaction. */
    public static Optional<TransactionFiles> known(StoredFiles files) {
        return registry()
                .filter(JtaRegistry::isInTransaction)
                .map(registry -> registry.getResource(new ResourceKey(files)))
                .map(TransactionFiles.class::cast);
    }

    private static TransactionFiles files(TransactionSynchronizationRegistry registry, StoredFiles files) {
        ResourceKey key = new ResourceKey(files);
        return registry.getResource(key) instanceof TransactionFiles running ? running : begin(registry, key);
    }

    private static TransactionFiles begin(TransactionSynchronizationRegistry registry, ResourceKey key) {
        JtaTransaction transaction = new JtaTransaction(registry::registerInterposedSynchronization, () -> {});
        TransactionFiles files = new TransactionFiles(key.files(), transaction);
        transaction.register(files, registry.getTransactionStatus() == Status.STATUS_ACTIVE);
        registry.putResource(key, files);
        return files;
    }

    private static boolean isInTransaction(TransactionSynchronizationRegistry registry) {
        return registry.getTransactionKey() != null;
    }

    // Looked up each time: the name means another registry in each application of a server.
    @SuppressWarnings("BanJNDI") // The name is a constant of the platform.
    private static Optional<TransactionSynchronizationRegistry> registry() {
        try {
            return Optional.of(
                    (TransactionSynchronizationRegistry) new InitialContext().lookup(CurrentTransaction.NAME));
        } catch (NamingException e) {
            System.getLogger(JtaRegistry.class.getName())
                    .log(System.Logger.Level.DEBUG, "no {0}: {1}", CurrentTransaction.NAME, e.getMessage());
            return Optional.empty();
        }
    }

    private record ResourceKey(StoredFiles files) {}
}
