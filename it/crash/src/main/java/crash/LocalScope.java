package crash;

import jakarta.persistence.EntityManager;

/** A transaction of the entity manager's own. */
record LocalScope(EntityManager em) implements Scope {
    static LocalScope begin(EntityManager em) {
        em.getTransaction().begin();
        return new LocalScope(em);
    }

    @Override
    public void commit() {
        em.getTransaction().commit();
    }

    @Override
    public void rollback() {
        em.getTransaction().rollback();
    }

    @Override
    public void close() {
        try (EntityManager closed = em) {
            if (closed.getTransaction().isActive()) {
                closed.getTransaction().rollback();
            }
        }
    }
}
