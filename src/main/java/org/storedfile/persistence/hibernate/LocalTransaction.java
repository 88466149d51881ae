package org.storedfile.persistence.hibernate;

import java.lang.ref.WeakReference;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.jspecify.annotations.Nullable;
import org.storedfile.persistence.Outcome;
import org.storedfile.persistence.TransactionFiles;

/** A transaction that Hibernate itself begins and commits on one JDBC connection. */
final class LocalTransaction implements TransactionFiles.Lifecycle {
    // Weak, because the map from coordinators must let go of them when Hibernate 6.6 reports no end.
    private final WeakReference<TransactionCoordinator> coordinator;
    private final Runnable forget;

    LocalTransaction(WeakReference<TransactionCoordinator> coordinator, Runnable forget) {
        this.coordinator = coordinator;
        this.forget = forget;
    }

    TransactionObserver observer(TransactionFiles files) {
        return new Observer(files);
    }

    /** Hibernate 6.6 tells nobody when the database's commit fails. */
    @Override
    public boolean isLost() {
        TransactionCoordinator running = coordinator.get();
        return running == null || isOver(running.getTransactionDriverControl().getStatus());
    }

    /** Before: the session's own connection sees its changes. */
    @Override
    public boolean isConfirmedAfterCommit() {
        return false;
    }

    /** Not needed: a resource-local transaction has one session, whose flush comes before the check. */
    @Override
    public void checkAgain() {
        throw new IllegalStateException("a file attribute changed after the transaction was checked for its commit");
    }

    // Not COMMITTED or ROLLED_BACK: then callbacks of others run, and the end is about to be reported.
    private static boolean isOver(TransactionStatus status) {
        return switch (status) {
            case FAILED_COMMIT, FAILED_ROLLBACK -> true;
            default -> false;
        };
    }

    private final class Observer implements TransactionObserver {
        private final TransactionFiles files;
        private boolean commitBegun;

        Observer(TransactionFiles files) {
            this.files = files;
        }

        /** The session begins another transaction, so the end of this one was never reported. */
        @Override
        public void afterBegin() {
            end(Outcome.UNKNOWN);
        }

        @Override
        public void beforeCompletion() {
            files.beforeCompletion();
            commitBegun = true;
        }

        // Hibernate reports a rollback after a commit that failed, but the database may have committed.
        @Override
        public void afterCompletion(boolean successful, boolean delayed) {
            end(successful ? Outcome.COMMITTED : commitBegun ? Outcome.UNKNOWN : Outcome.ROLLED_BACK);
        }

        private void end(Outcome outcome) {
            @Nullable TransactionCoordinator running = coordinator.get();
            if (running != null) {
                running.removeObserver(this);
            }
            forget.run();
            files.end(outcome);
        }
    }
}
