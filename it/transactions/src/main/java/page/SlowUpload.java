package page;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.storedfile.FileRef;

/** An upload that takes longer than its transaction may; others look at it and let it go on. */
@Path("slow-upload")
@RequestScoped
@Produces("text/plain")
public class SlowUpload {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Inject
    private Work work;

    @Inject
    private Gate gate;

    @Inject
    private Folder files;

    @QueryParam("folder")
    private String folder;

    @POST
    public String upload(@QueryParam("seconds") int seconds) throws Exception {
        Throwable failure = work.timedOut(seconds, () -> {
            registry.registerInterposedSynchronization(new End());
            em.persist(new Paper(folder, FileRef.of("slow.txt", "slow")));
            em.flush();
        });
        return new Facts()
                .put("failure", Scenarios.failures(failure))
                .put("files", files.contents(folder))
                .put("endedElsewhere", gate.isEndedElsewhere(folder))
                .toString();
    }

    @POST
    @Path("close")
    public String close() {
        gate.close(folder);
        return "closed";
    }

    @POST
    @Path("open")
    public String open() {
        gate.open(folder);
        return "open";
    }

    @GET
    public String state(@QueryParam("seconds") long seconds) throws InterruptedException {
        return new Facts()
                .put("reached", gate.isReached(folder))
                .put("ended", gate.isEnded(folder, seconds))
                .toString();
    }

    private final class End implements Synchronization {
        private final Thread uploader = Thread.currentThread();
        private final String folder = SlowUpload.this.folder;
        private final Gate gate = SlowUpload.this.gate;

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            gate.ended(folder, Thread.currentThread() != uploader);
        }
    }
}
