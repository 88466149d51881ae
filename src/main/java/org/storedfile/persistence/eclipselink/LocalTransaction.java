package org.storedfile.persistence.eclipselink;

import org.storedfile.StoredFiles;
import org.storedfile.persistence.Outcome;
import org.storedfile.persistence.TransactionFiles;

/** A transaction on one connection, as far as EclipseLink's events tell. */
final class LocalTransaction implements TransactionFiles.Lifecycle {
    private final TransactionFiles files;
    private boolean isCommitBegun;
    private boolean isRollbackBegun;

    LocalTransaction(StoredFiles storages) {
        files = new TransactionFiles(storages, this);
    }

    TransactionFiles files() {
        return files;
    }

    void commitBegins() {
        files.beforeCompletion();
        isCommitBegun = true;
    }

    void committed() {
        files.end(Outcome.COMMITTED);
    }

    void rollbackBegins() {
        isRollbackBegun = true;
    }

    /** EclipseLink rolls back after a commit that failed, but the database may have committed. */
    void rolledBack() {
        files.end(isCommitBegun ? Outcome.UNKNOWN : Outcome.ROLLED_BACK);
    }

    void left() {
        files.end(isCommitBegun || isRollbackBegun ? Outcome.UNKNOWN : Outcome.ROLLED_BACK);
    }

    /** Leaving the unit of work ends it. */
    @Override
    public boolean isLost() {
        return false;
    }

    /** Before: the transaction's own connection sees its changes. */
    @Override
    public boolean isConfirmedAfterCommit() {
        return false;
    }

    /** Not needed: the check is in the commit itself, after the last flush. */
    @Override
    public void checkAgain() {
        throw new IllegalStateException("a file attribute changed after the transaction was checked for its commit");
    }
}
