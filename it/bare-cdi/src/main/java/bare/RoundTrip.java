package bare;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.storedfile.FileRef;
import org.storedfile.storage.Storage;

/** Stores a file with an entity, reads it back, and rolls another one back. */
record RoundTrip(Storage storage) {
    void run(List<String> absent) throws IOException {
        absent.forEach(RoundTrip::requireAbsent);
        try (EntityManagerFactory units = Persistence.createEntityManagerFactory("bare")) {
            long id = store(units);
            require("the bytes read back", read(units, id).equals("hello"));
            rollBack(units);
            require("one object after the rollback", objects() == 1);
        }
    }

    private static long store(EntityManagerFactory units) {
        try (EntityManager em = units.createEntityManager()) {
            em.getTransaction().begin();
            Note note = new Note(FileRef.of("hello.txt", "hello"));
            em.persist(note);
            em.getTransaction().commit();
            return note.id();
        }
    }

    private static String read(EntityManagerFactory units, long id) throws IOException {
        try (EntityManager em = units.createEntityManager();
                InputStream in = em.find(Note.class, id).file().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void rollBack(EntityManagerFactory units) throws IOException {
        try (EntityManager em = units.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new Note(FileRef.of("never.txt", "never")));
            em.flush();
            require("two objects before the rollback", objects() == 2);
            em.getTransaction().rollback();
        }
    }

    private long objects() throws IOException {
        try (Stream<?> objects = storage.list("")) {
            return objects.count();
        }
    }

    private static void requireAbsent(String type) {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException e) {
            return;
        }
        throw new IllegalStateException("is on the class path, so nothing is proved: " + type);
    }

    private static void require(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
