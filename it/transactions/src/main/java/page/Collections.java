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

/** Element collections of files. */
@Path("collections")
@RequestScoped
@Produces("text/plain")
public class Collections {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Inject
    private Work work;

    @Inject
    private Folder files;

    @Inject
    private JournalRows journal;

    @QueryParam("folder")
    private String folder;

    @POST
    @Path("add-and-remove")
    public String addAndRemove() throws Exception {
        Binder binder = new Binder(folder);
        binder.getPages().add(text("one"));
        binder.getPages().add(text("two"));
        Facts facts = new Facts();

        work.commit(() -> em.persist(binder));
        facts.put("added", files.contents(folder));
        work.rollBack(() -> {
            found(binder).getPages().remove(0);
            found(binder).getPages().add(text("three"));
            em.flush();
        });
        facts.put("rolledBack", files.contents(folder));
        work.commit(() -> found(binder).getPages().removeIf(page -> page.name().startsWith("one")));
        facts.put("removed", files.contents(folder));
        work.commit(() -> em.remove(found(binder)));
        return facts.put("files", files.contents(folder))
                .put("journal", journal.states(folder, em))
                .toString();
    }

    private Binder found(Binder binder) {
        return em.find(Binder.class, binder.getId());
    }

    private static FileRef text(String text) {
        return FileRef.of(text + ".txt", text);
    }
}
