package org.storedfile.persistence;

import java.util.Optional;
import org.storedfile.StoredFiles;

/** The transaction of this thread, as far as anyone but the provider can see it. */
final class CurrentTransaction {
    /** Where a server has the registry of JTA. */
    static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private CurrentTransaction() {}

    /** Returns the files of the JTA transaction; empty without one, and in a Java SE that knows none. */
    static Optional<TransactionFiles> find(StoredFiles files) {
        try {
            return JtaRegistry.find(files);
        } catch (LinkageError e) {
            // Neither JTA nor JNDI need be there.
            System.getLogger(CurrentTransaction.class.getName()).log(System.Logger.Level.DEBUG, "no JTA: {0}", e);
            return Optional.empty();
        }
    }
}
