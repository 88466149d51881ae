package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;

/** Runs something in a transaction of its own. */
@ApplicationScoped
public class Work {
    @Inject
    private UserTransaction transaction;

    /** Something that may fail. */
    public interface Action {
        void run() throws Exception;
    }

    public void commit(Action action) throws Exception {
        transaction.begin();
        try {
            action.run();
            transaction.commit();
        } finally {
            rollBackIfOpen();
        }
    }

    public void rollBack(Action action) throws Exception {
        transaction.begin();
        try {
            action.run();
        } finally {
            rollBackIfOpen();
        }
    }

    /** Returns why the commit failed. */
    public Throwable refused(Action action) {
        try {
            commit(action);
        } catch (Exception e) {
            return e;
        }
        throw new IllegalStateException("was committed");
    }

    /** Runs it with so many seconds, and returns what it was refused with. */
    public Throwable timedOut(int seconds, Action action) throws Exception {
        transaction.setTransactionTimeout(seconds);
        try {
            return refused(action);
        } finally {
            transaction.setTransactionTimeout(0);
        }
    }

    private void rollBackIfOpen() throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }
}
