package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.storedfile.FileRef;

/** What is done in a transaction beside the one that runs. */
@ApplicationScoped
public class Separately {
    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @Transactional(TxType.REQUIRES_NEW)
    public void replace(Long id, FileRef file) {
        em.find(Paper.class, id).setFile(file);
    }

    /** Returns the text of the row's file, read through the row. */
    @Transactional(TxType.REQUIRES_NEW)
    public String text(Long id) throws IOException {
        Paper paper = em.find(Paper.class, id);
        em.refresh(paper);
        try (InputStream in = paper.getFile().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
