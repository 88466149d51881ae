package crash;

import jakarta.persistence.EntityManager;

/** An entity manager and its transaction, which has begun. */
interface Scope extends AutoCloseable {
    EntityManager em();

    void commit();

    void rollback();

    /** Rolls back what has not ended. */
    @Override
    void close();

    /** The transaction manager could not do what it was told. */
    final class EndFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndFailedException(Exception cause) {
            super(cause);
        }
    }
}
