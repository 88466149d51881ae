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

    @Inject
    private JournalRows journal;

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
        RefusingDataSource.refuse("prepare");
        try {
            facts.put("failure", Scenarios.failures(work.refused(() -> {
                persist();
                flush();
                facts.put("during", files.contents(folder));
            })));
        } finally {
            RefusingDataSource.refuse("");
        }
        return facts + left();
    }

    /** The connection of one of two is lost when it is to commit; its branch is ended later, this way or that. */
    @POST
    @Path("in-doubt")
    public String inDoubt(@QueryParam("end") String end) throws Exception {
        Facts facts = new Facts();
        RefusingDataSource.refuse("commit");
        try {
            work.commit(this::persist);
        } finally {
            RefusingDataSource.refuse("");
        }
        facts.put("during", files.contents(folder))
                .put("rowsDuring", rows(left) + " " + rows(right))
                .put("journalDuring", journal.states(folder, right));

        journal.reap(folder, right, work);
        facts.put("reaped", files.contents(folder));
        RefusingDataSource.end(end);
        journal.reap(folder, right, work);

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
                .put("journal", journal.states(folder, left) + " " + journal.states(folder, right))
                .toString();
    }

    private long rows(EntityManager em) {
        return em.createQuery("select count(p) from Paper p where p.folder = :folder", Long.class)
                .setParameter("folder", folder)
                .getSingleResult();
    }
}
