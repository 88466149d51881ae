package operated;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Stores a note and leaves a file that no row refers to; and looks what an operator made of both. */
public final class Notes {
    private static final Path FILES = Path.of("target", "files");
    private static final Path ORPHAN = FILES.resolve("orphan.txt");
    private static final Path KEY = Path.of("target", "key.txt");

    private Notes() {}

    public static void main(String[] arguments) throws Exception {
        requireAbsent("com.fasterxml.jackson.databind.ObjectMapper");
        requireAbsent("jakarta.enterprise.inject.spi.CDI");
        if (arguments[0].equals("store")) {
            store();
        } else {
            check();
        }
    }

    private static void store() throws Exception {
        StoredFiles files = StoredFiles.builder()
                .storage("default", FileSystemStorage.builder(FILES).build())
                .build();
        try (StoredFiles.Registration registration = files.register();
                EntityManagerFactory unit = Persistence.createEntityManagerFactory("notes");
                EntityManager em = unit.createEntityManager()) {
            Note note = new Note(FileRef.of("hello.txt", "hello"));
            em.getTransaction().begin();
            em.persist(note);
            em.getTransaction().commit();
            Files.writeString(KEY, note.key());
        }
        Files.writeString(ORPHAN, "nobody's");
    }

    private static void check() throws Exception {
        require("the note has its file", Files.exists(FILES.resolve(Files.readString(KEY))));
        require("what no row refers to is gone", !Files.exists(ORPHAN));
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
