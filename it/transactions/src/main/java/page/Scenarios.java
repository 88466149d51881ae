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

/** One transaction after another, and what is left of them. */
@Path("scenarios")
@RequestScoped
@Produces("text/plain")
public class Scenarios {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Inject
    private Work work;

    @Inject
    private Separately separately;

    @Inject
    private Folder files;

    @Inject
    private JournalRows journal;

    @QueryParam("folder")
    private String folder;

    @POST
    @Path("commit")
    public String commit() throws Exception {
        Paper paper = paper("new");

        work.commit(() -> em.persist(paper));

        return left(paper);
    }

    @POST
    @Path("rollback")
    public String rollback() throws Exception {
        Facts facts = new Facts();

        work.rollBack(() -> {
            em.persist(paper("new"));
            em.flush();
            facts.put("during", files.contents(folder));
        });

        return facts + left();
    }

    @POST
    @Path("again-after-rollback")
    public String againAfterRollback() throws Exception {
        FileRef file = FileRef.of("new.txt", "new");
        work.rollBack(() -> {
            em.persist(new Paper(folder, file));
            em.flush();
        });
        Paper paper = new Paper(folder, file);

        work.commit(() -> em.persist(paper));

        return left(paper);
    }

    @POST
    @Path("replace-and-commit")
    public String replaceAndCommit() throws Exception {
        Paper paper = committed("old");

        work.commit(() -> found(paper).setFile(text("new")));

        return left(paper);
    }

    @POST
    @Path("replace-and-rollback")
    public String replaceAndRollback() throws Exception {
        Paper paper = committed("old");

        work.rollBack(() -> {
            found(paper).setFile(text("new"));
            em.flush();
        });

        return left(paper);
    }

    @POST
    @Path("clear-and-commit")
    public String clearAndCommit() throws Exception {
        Paper paper = committed("old");

        work.commit(() -> found(paper).setFile(null));

        return new Facts().put("isNull", em.find(Paper.class, paper.getId()).getFile() == null) + left();
    }

    @POST
    @Path("merge-and-commit")
    public String mergeAndCommit() throws Exception {
        Paper paper = committed("old");
        paper.setFile(text("new"));

        work.commit(() -> em.merge(paper));

        return left(paper);
    }

    @POST
    @Path("remove-and-commit")
    public String removeAndCommit() throws Exception {
        Paper paper = committed("old");

        work.commit(() -> em.remove(found(paper)));

        return left();
    }

    @POST
    @Path("remove-and-rollback")
    public String removeAndRollback() throws Exception {
        Paper paper = committed("old");

        work.rollBack(() -> {
            em.remove(found(paper));
            em.flush();
        });

        return left(paper);
    }

    @POST
    @Path("optimistic-lock")
    public String optimisticLock() throws Exception {
        Paper paper = committed("old");

        Throwable failure = work.refused(() -> {
            Paper mine = found(paper);
            separately.replace(paper.getId(), text("theirs"));
            mine.setFile(text("mine"));
        });

        return new Facts().put("failure", failures(failure)) + left(paper);
    }

    @POST
    @Path("constraint")
    public String constraint() throws Exception {
        Throwable failure = work.refused(() -> {
            Paper paper = paper("new");
            em.persist(paper);
            em.flush();
            paper.setFolder(null);
        });

        return new Facts().put("failure", failures(failure)) + left();
    }

    @POST
    @Path("siblings")
    public String siblings() throws Exception {
        Paper paper = committed("four");

        Paper read = em.find(Paper.class, paper.getId());
        return new Facts()
                .put("size", read.getFileSize())
                .put("type", read.getFileType())
                .put("name", read.getFileName())
                .put("sha256", read.getFileSha256())
                .toString();
    }

    @POST
    @Path("query-by-file")
    public String queryByFile() throws Exception {
        Paper paper = committed("old");
        FileRef stored = em.find(Paper.class, paper.getId()).getFile();

        return new Facts()
                .put(
                        "found",
                        em.createQuery("select p.id from Paper p where p.file = :file", Long.class)
                                .setParameter("file", stored)
                                .getResultList()
                                .equals(java.util.List.of(paper.getId())))
                .put(
                        "projected",
                        em.createQuery("select p.file from Paper p where p.id = :id", FileRef.class)
                                .setParameter("id", paper.getId())
                                .getSingleResult()
                                .equals(stored))
                .toString();
    }

    @POST
    @Path("upload-to-bean")
    public String uploadToBean() throws Exception {
        Paper paper = paper("new");
        paper.setDraft(text("draft"));

        work.commit(() -> em.persist(paper));

        String key = em.find(Paper.class, paper.getId()).getDraft().key();
        return new Facts().put("folder", key.substring(0, key.lastIndexOf('/'))).toString();
    }

    private Paper paper(String text) {
        return new Paper(folder, text(text));
    }

    private static FileRef text(String text) {
        return FileRef.of(text + ".txt", text);
    }

    private Paper committed(String text) throws Exception {
        Paper paper = paper(text);
        work.commit(() -> em.persist(paper));
        return paper;
    }

    private Paper found(Paper paper) {
        return em.find(Paper.class, paper.getId());
    }

    private long rows() {
        return em.createQuery("select count(p) from Paper p where p.folder = :folder", Long.class)
                .setParameter("folder", folder)
                .getSingleResult();
    }

    // Outside any transaction, so that the row is read again.
    private String left(Paper paper) throws Exception {
        return new Facts().put("row", separately.text(paper.getId())) + left();
    }

    private String left() throws Exception {
        return new Facts()
                .put("files", files.contents(folder))
                .put("rows", rows())
                .put("journal", journal.states(folder, em))
                .toString();
    }

    static String failures(Throwable failure) {
        StringBuilder names = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            names.append(cause.getClass().getSimpleName()).append(' ');
        }
        return names.toString().strip();
    }
}
