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

/** Saves a new file and a stored one with OpenJPA, and sees both refused with the reason. */
public final class Refusals {
    private Refusals() {}

    public static void main(String[] arguments) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        storage.write(Key.of("legacy/front.txt"), Content.of(new byte[] {1}));
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();
        try (StoredFiles.Registration registration = files.register()) {
            EntityManagerFactory units = Persistence.createEntityManagerFactory("openjpa");
            refuse(units, FileRef.of("new.txt", "new"), "'new.txt' is not stored yet");
            refuse(
                    units,
                    files.existing("default", "legacy/front.txt"),
                    "'default:legacy/front.txt' would lie serialized");
            units.close();
        }
    }

    private static void refuse(EntityManagerFactory units, FileRef file, String reason) {
        EntityManager em = units.createEntityManager();
        try {
            em.getTransaction().begin();
            em.persist(new Note(file));
            em.getTransaction().commit();
        } catch (RuntimeException e) {
            String reasons = reasons(e);
            if (reasons.contains(reason) && reasons.contains("OpenJPA is not supported")) {
                return;
            }
            throw e;
        } finally {
            em.close();
        }
        throw new IllegalStateException("OpenJPA wrote the file '" + file + "'");
    }

    private static String reasons(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .reduce("", (all, one) -> all + "\n" + one);
    }
}
