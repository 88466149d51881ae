package plain;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/** One transaction. */
@Path("notes")
@RequestScoped
@Transactional
public class Notes {
    @PersistenceContext(unitName = "plain")
    private EntityManager em;

    @POST
    @Produces("text/plain")
    public String write(@QueryParam("folder") String folder) {
        Note note = new Note(folder);
        em.persist(note);
        em.flush();
        return "id=" + note.getId();
    }
}
