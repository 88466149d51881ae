package openjpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.stream.Stream;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/**
 * Saves a new file and a stored one with OpenJPA, and sees both refused with the reason. With an explicit converter
 * OpenJPA writes the key serialized, which the column of a key does not take.
 */
public final class Refusals {
    private static final String UNSUPPORTED = "OpenJPA is not supported";

    private Refusals() {}

    public static void main(String[] arguments) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        storage.write(Key.of("legacy/front.txt"), Content.of(new byte[] {1}));
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();
        try (StoredFiles.Registration registration = files.register()) {
            EntityManagerFactory units = Persistence.createEntityManagerFactory("openjpa");
            refuse(units, new Note(FileRef.of("new.txt", "new")), "'new.txt' is not stored yet", UNSUPPORTED);
            FileRef stored = files.existing("default", "legacy/front.txt");
            refuse(units, new Note(stored), "'default:legacy/front.txt' would lie serialized", UNSUPPORTED);
            refuse(units, new ConvertedNote(FileRef.of("new.txt", "new")), "there is no JTA transaction");
            refuse(units, new ConvertedNote(stored), "BINARY VARYING", "CHARACTER VARYING(255)");
            units.close();
        }
    }

    private static void refuse(EntityManagerFactory units, Object note, String... expected) {
        EntityManager em = units.createEntityManager();
        try {
            em.getTransaction().begin();
            em.persist(note);
            em.getTransaction().commit();
        } catch (RuntimeException e) {
            String reasons = reasons(e);
            if (Stream.of(expected).allMatch(reasons::contains)) {
                return;
            }
            throw e;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
        }
        throw new IllegalStateException("OpenJPA wrote the file of " + note.getClass());
    }

    private static String reasons(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .reduce("", (all, one) -> all + "\n" + one);
    }
}
