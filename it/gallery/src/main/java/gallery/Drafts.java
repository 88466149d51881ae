package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.storedfile.FileRef;

/** Forms that came back with errors. */
@ApplicationScoped
@Transactional
public class Drafts {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final int AT_ONCE = 20;

    @PersistenceContext
    EntityManager em;

    public Optional<Draft> find(String id) {
        return Optional.ofNullable(em.find(Draft.class, id));
    }

    public Optional<KeptFile> file(String draft, long id) {
        return Optional.ofNullable(em.find(KeptFile.class, id))
                .filter(file -> file.draft().id().equals(draft));
    }

    public List<KeptFile> files(Draft draft) {
        return em.createQuery("select f from KeptFile f where f.draft.id = :id order by f.id", KeptFile.class)
                .setParameter("id", draft.id())
                .getResultList();
    }

    /** Returns the draft that the form continues, without the files that are no longer wanted, or a new one. */
    Draft take(Form form) {
        Optional<Draft> known = form.draft().flatMap(this::find);
        known.ifPresent(draft -> files(draft).stream()
                .filter(file -> !form.keep().contains(file.id()))
                .forEach(em::remove));
        return known.orElseGet(Draft::create);
    }

    Draft keep(Draft draft, String title, List<FileRef> good, List<String> problems) {
        draft.write(title, problems);
        em.persist(draft);
        good.forEach(file -> em.persist(new KeptFile(draft, file)));
        em.flush();
        return draft;
    }

    void remove(Draft draft) {
        if (em.contains(draft)) {
            files(draft).forEach(em::remove);
            em.remove(draft);
        }
    }

    /** Removes some of the forms that nobody continued. It fails if others do the same at the same instant. */
    void removeOld() {
        em.createQuery("select d from Draft d where d.created < :limit order by d.created", Draft.class)
                .setParameter("limit", Instant.now().minus(LIFE))
                .setMaxResults(AT_ONCE)
                .getResultList()
                .forEach(this::remove);
    }
}
