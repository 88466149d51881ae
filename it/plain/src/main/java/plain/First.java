package plain;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Uses what it/transactions uses of a server, before that does: the server may make threads then, once and for all, which
 * keep the application that happened to be the first.
 */
@Path("first")
@RequestScoped
@Produces("text/plain")
public class First {
    private static final int SECONDS = 60;

    @PersistenceContext(unitName = "plain")
    private EntityManager em;

    @Resource(lookup = "java:app/jdbc/left")
    private DataSource left;

    @Resource(lookup = "java:app/jdbc/right")
    private DataSource right;

    @Inject
    private UserTransaction transaction;

    /** Runs a transaction that may time out, over two data sources of the application and the server's own. */
    @POST
    public String use(@QueryParam("folder") String folder) throws Exception {
        transaction.setTransactionTimeout(SECONDS);
        transaction.begin();
        try (Connection one = left.getConnection();
                Connection other = right.getConnection()) {
            em.persist(new Note(folder));
            em.flush();
            return "used=" + one.isValid(SECONDS) + " " + other.isValid(SECONDS);
        } finally {
            transaction.commit();
            transaction.setTransactionTimeout(0);
        }
    }
}
