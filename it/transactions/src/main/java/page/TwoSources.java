package page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.storedfile.FileRef;

/** One transaction over two XA data sources. */
@Path("two-sources")
@RequestScoped
@Produces("text/plain")
public class TwoSources {
    @PersistenceContext(unitName = "left")
    private EntityManager left;

    @PersistenceContext(unitName = "right")
    private EntityManager right;

    @Inject
    private Work work;

    @Inject
    private Folder files;

    @QueryParam("folder")
    private String folder;

    @POST
    @Path("commit")
    public String commit() throws Exception {
        work.commit(this::persist);

        return left();
    }

    @POST
    @Path("rollback")
    public String rollback() throws Exception {
        work.rollBack(() -> {
            persist();
            flush();
        });

        return left();
    }

    @POST
    @Path("failure-in-prepare")
    public String failureInPrepare() throws Exception {
        Facts facts = new Facts();
        RefusingDataSource.refuse(true);
        try {
            facts.put("failure", Scenarios.failures(work.refused(() -> {
                persist();
                flush();
                facts.put("during", files.contents(folder));
            })));
        } finally {
            RefusingDataSource.refuse(false);
        }
        return facts + left();
    }

    private void persist() {
        left.persist(new Paper(folder, FileRef.of("left.txt", "left")));
        right.persist(new Paper(folder, FileRef.of("right.txt", "right")));
    }

    private void flush() {
        left.flush();
        right.flush();
    }

    private String left() throws Exception {
        return new Facts()
                .put("files", files.contents(folder))
                .put("left", rows(left))
                .put("right", rows(right))
                .toString();
    }

    private long rows(EntityManager em) {
        return em.createQuery("select count(p) from Paper p where p.folder = :folder", Long.class)
                .setParameter("folder", folder)
                .getSingleResult();
    }
}
