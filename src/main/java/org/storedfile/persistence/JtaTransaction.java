package org.storedfile.persistence;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;

/** A transaction of the server's transaction manager, which reports its end on whatever thread it likes. */
public final class JtaTransaction implements TransactionFiles.Lifecycle {
    private final Consumer<Synchronization> registration;
    private final Runnable forget;
    private @Nullable TransactionFiles files;

    /**
     * Starts without files.
     *
     * @param registration registers with the transaction
     * @param forget runs before the files are ended
     */
    public JtaTransaction(Consumer<Synchronization> registration, Runnable forget) {
        this.registration = registration;
        this.forget = forget;
    }

    /**
     * Has the files checked before the transaction completes, and ended after.
     *
     * @param isOpen whether the transaction still takes registrations
     * @throws StoredFileException if it does not
     */
    public void register(TransactionFiles ending, boolean isOpen) {
        this.files = ending;
        if (!isOpen) {
            throw new StoredFileException(
                    "the transaction takes no part in its end any more: it is marked for rollback,"
                            + " or being committed");
        }
        registration.accept(new End(ending));
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
            registration.accept(new Check(files));
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
