package crash;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;

/** A transaction of the transaction manager's, which the entity manager takes part in. */
record JtaScope(TransactionManager manager, EntityManager em) implements Scope {
    // Nodes are halted, and machines are busy.
    private static final int TIMEOUT_SECONDS = 600;

    static JtaScope begin(EntityManagerFactory factory) {
        TransactionManager manager = Narayana.manager();
        try {
            manager.setTransactionTimeout(TIMEOUT_SECONDS);
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new EndFailedException(e);
        }
        try {
            return new JtaScope(manager, factory.createEntityManager());
        } catch (RuntimeException e) {
            // The thread would have it, and could begin no other.
            end(manager::rollback);
            throw e;
        }
    }

    @Override
    public void commit() {
        end(manager::commit);
    }

    @Override
    public void rollback() {
        end(manager::rollback);
    }

    @Override
    public void close() {
        try (EntityManager closed = em) {
            end(() -> {
                if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                    manager.rollback();
                }
            });
        }
    }

    // Exception: whatever it is, the transaction did not end as it should.
    private static void end(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new EndFailedException(e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
