package quickstart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;

/** The persistence unit of META-INF/persistence.xml, as a bean. */
@ApplicationScoped
public class Units {
    @Produces
    @ApplicationScoped
    EntityManagerFactory open() {
        return Persistence.createEntityManagerFactory("quickstart");
    }

    void close(@Disposes EntityManagerFactory units) {
        units.close();
    }
}
