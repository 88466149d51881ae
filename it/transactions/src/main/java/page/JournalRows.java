package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;

/** What the journal has of the folders of the tests. */
@ApplicationScoped
public class JournalRows {
    @Inject
    private StoredFiles files;

    /** Returns the states of a folder's rows in this unit's database: {@code [intent, removal]}. */
    public List<?> states(String folder, EntityManager em) {
        // What is tidied up behind the end of a transaction is done before this.
        Journal.of(files).forEach(Journal::status);
        return em.createNativeQuery(
                        "select state from stored_file_journal where coalesce(flush_keys, object_key) like ?1"
                                + " order by state")
                .setParameter(1, folder + "/%")
                .getResultList();
    }

    /** Has the reaper look at a folder's rows as if their time had come; those that a transaction holds are left. */
    public void reap(String folder, EntityManager em, Work work) throws Exception {
        // Twice, because it looks again at what it took once.
        for (int i = 0; i < 2; i++) {
            work.commit(() -> makeDue(folder, em));
            Journal.of(files).forEach(Journal::reap);
        }
    }

    private static void makeDue(String folder, EntityManager em) {
        List<?> keys = em.createNativeQuery(
                        "select object_key from stored_file_journal where coalesce(flush_keys, object_key) like ?1"
                                + " for update skip locked")
                .setParameter(1, folder + "/%")
                .getResultList();
        keys.forEach(key -> em.createNativeQuery("update stored_file_journal set due_at = 0 where object_key = ?1")
                .setParameter(1, key)
                .executeUpdate());
    }
}
