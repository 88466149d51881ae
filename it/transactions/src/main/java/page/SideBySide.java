package page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Set;
import org.storedfile.FileRef;

/** Two files of one flush, neither of which is stored before the other has begun. */
@Path("side-by-side")
@RequestScoped
@Produces("text/plain")
public class SideBySide {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Inject
    private Work work;

    @Inject
    private Meetings meetings;

    @Inject
    private Folder files;

    @QueryParam("folder")
    private String folder;

    /** Tells which threads stored them, besides the one that flushed. */
    @POST
    public String flush() throws Exception {
        meetings.call(folder);
        work.commit(() -> {
            em.persist(new Paper(folder, FileRef.of("one.txt", "one")));
            em.persist(new Paper(folder, FileRef.of("two.txt", "two")));
        });
        Set<String> others = meetings.threads(folder);
        others.remove(Thread.currentThread().getName());
        return new Facts()
                .put("files", files.contents(folder))
                .put("others", others)
                .toString();
    }
}
