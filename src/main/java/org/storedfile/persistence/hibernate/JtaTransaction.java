package org.storedfile.persistence.hibernate;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.Outcome;
import org.storedfile.persistence.TransactionFiles;

/** A transaction of the server's transaction manager, which reports its end on whatever thread it likes. */
final class JtaTransaction implements TransactionFiles.Lifecycle {
    private final JtaPlatform platform;
    private final Runnable forget;
    private @Nullable TransactionFiles files;

    JtaTransaction(JtaPlatform platform, Runnable forget) {
        this.platform = platform;
        this.forget = forget;
    }

    void register(TransactionFiles files) {
        this.files = files;
        if (!platform.canRegisterSynchronization()) {
            throw new StoredFileException(
                    "the transaction takes no part in its end any more: it is marked for rollback,"
                            + " or being committed");
        }
        platform.registerSynchronization(new End(files));
    }

    /** The transaction manager always reports the end. */
    @Override
    public boolean isLost() {
        return false;
    }

    /** After: Narayana, which WildFly uses, reports a commit when the only database did not answer the commit call. */
    @Override
    public boolean isConfirmedAfterCommit() {
        return true;
    }

    @Override
    public void checkAgain() {
        if (files != null) {
            platform.registerSynchronization(new Check(files));
        }
    }

    private record Check(TransactionFiles files) implements Synchronization {
        @Override
        public void beforeCompletion() {
            files.beforeCompletion();
        }

        @Override
        public void afterCompletion(int status) {
            // The first registration ends the files.
        }
    }

    private final class End implements Synchronization {
        private final TransactionFiles ending;

        End(TransactionFiles ending) {
            this.ending = ending;
        }

        @Override
        public void beforeCompletion() {
            ending.beforeCompletion();
        }

        @Override
        public void afterCompletion(int status) {
            forget.run();
            ending.end(
                    switch (status) {
                        case Status.STATUS_COMMITTED -> Outcome.COMMITTED;
                        case Status.STATUS_ROLLEDBACK -> Outcome.ROLLED_BACK;
                        default -> Outcome.UNKNOWN;
                    });
        }
    }
}
