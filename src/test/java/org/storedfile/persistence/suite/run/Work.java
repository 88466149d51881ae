package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;

/** An entity manager in a transaction. Closing rolls back what was not committed. */
public final class Work implements AutoCloseable {
    private final EntityManager em;
    private final boolean jta;

    Work(EntityManager em, boolean jta) {
        this.em = em;
        this.jta = jta;
    }

    /** Returns the entity manager. */
    public EntityManager em() {
        return em;
    }

    /** Commits; whatever goes wrong there is the cause of an {@link EndFailed}. */
    public void commit() {
        end(Narayana.manager()::commit, () -> em.getTransaction().commit());
    }

    /** Rolls back. */
    public void rollback() {
        end(Narayana.manager()::rollback, () -> em.getTransaction().rollback());
    }

    /** Leaves rollback as the only way. */
    public void setRollbackOnly() {
        end(Narayana.manager()::setRollbackOnly, () -> em.getTransaction().setRollbackOnly());
    }

    @Override
    public void close() {
        if (isActive()) {
            rollback();
        }
        closeManager();
    }

    // Hibernate says so, once, if another thread ended the transaction.
    private void closeManager() {
        try {
            if (em.isOpen()) {
                em.close();
            }
        } catch (PersistenceException e) {
            em.close();
        }
    }

    private boolean isActive() {
        if (!jta) {
            return em.isOpen() && em.getTransaction().isActive();
        }
        TransactionManager manager = Narayana.manager();
        try {
            return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw new EndFailed(e);
        }
    }

    private void end(Step inJta, Step local) {
        try {
            if (jta) {
                inJta.run();
            } else {
                local.run();
            }
        } catch (Exception e) {
            throw new EndFailed(e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** The end of a transaction failed. */
    public static final class EndFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndFailed(Exception cause) {
            super(cause);
        }
    }
}
