package page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/** What the reaper removes of a folder, whatever its time. */
@Path("reaped")
@RequestScoped
@Produces("text/plain")
public class Reaped {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Inject
    private Work work;

    @Inject
    private JournalRows journal;

    /** Tells what the journal had of it. */
    @POST
    public String reap(@QueryParam("folder") String folder) throws Exception {
        Facts facts = new Facts().put("journal", journal.states(folder, em));
        journal.reap(folder, em, work);
        return facts.toString();
    }
}
