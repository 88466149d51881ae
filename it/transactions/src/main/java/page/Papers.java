package page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.storedfile.FileRef;

/** Files that come and go with requests, as an application has them. */
@Path("papers")
@RequestScoped
@Transactional
public class Papers {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @POST
    @Consumes("application/octet-stream")
    @Produces("text/plain")
    public String upload(@QueryParam("folder") String folder, InputStream body) {
        Paper paper = new Paper(folder, FileRef.of("upload.bin", body));
        em.persist(paper);
        em.flush();
        return paper.getId().toString();
    }

    @PUT
    @Path("{id}")
    @Consumes("application/octet-stream")
    public void replace(@PathParam("id") Long id, InputStream body) {
        em.find(Paper.class, id).setFile(FileRef.of("upload.bin", body));
        em.flush();
    }

    @GET
    @Path("{id}")
    @Produces("application/octet-stream")
    public StreamingOutput download(@PathParam("id") Long id) {
        return em.find(Paper.class, id).getFile()::transferTo;
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") Long id) {
        em.remove(em.find(Paper.class, id));
    }
}
