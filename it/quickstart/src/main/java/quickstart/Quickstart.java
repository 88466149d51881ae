package quickstart;

import static quickstart.Report.check;
import static quickstart.Report.line;
import static quickstart.Report.title;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.storedfile.FileRef;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Stores a file with an entity, reads it back, replaces it, rolls back, and removes it; every line comes from the running system. */
@ApplicationScoped
public class Quickstart {
    @Inject
    private EntityManagerFactory units;

    @Inject
    private Storage storage;

    @Inject
    private Rows rows;

    public static void main(String[] arguments) {
        try {
            run(file());
        } catch (Exception e) {
            // Whoever tries it out needs the reason and no stack trace.
            Report.failure(e);
            System.exit(1);
        }
        title("All as it should be.");
    }

    private static void run(Path source) throws Exception {
        try (Place place = Place.fromOptions();
                SeContainer cdi = SeContainerInitializer.newInstance().initialize()) {
            cdi.select(Quickstart.class).get().run(place, source);
        }
    }

    void run(Place place, Path source) throws Exception {
        byte[] bytes = Files.readAllBytes(source);
        try (Closeable leftovers = this::clear;
                EntityManager em = units.createEntityManager()) {
            Document document = store(em, source);
            show(place, document, bytes);
            replace(em, document);
            rollBack(em, source);
            remove(em, document);
        }
    }

    private Document store(EntityManager em, Path source) throws Exception {
        title("Persist an entity with " + source.getFileName());
        Document document = new Document(FileRef.of(source));
        line("before flush", document.file());

        em.getTransaction().begin();
        em.persist(document);
        em.getTransaction().commit();

        Report.row("the row, by SQL", rows.row(document.id()));
        check("the column holds the key", isColumn(document, document.file()));
        return document;
    }

    private void show(Place place, Document document, byte[] bytes) throws Exception {
        FileRef file = document.file();
        line("the bytes lie at", place.of(file));
        line("a link to them", file.url());
        check("size and checksum are those of the source", isDescribed(document, bytes));
        check("the bytes read back are those of the source", isSame(file, bytes));
        check("the bytes found without Stored File are the same", Arrays.equals(place.bytes(file), bytes));
    }

    private void replace(EntityManager em, Document document) throws Exception {
        title("Replace the file");
        FileRef before = document.file();

        em.getTransaction().begin();
        document.replace(FileRef.of("note.txt", "Grüße!"));
        em.flush();
        check("before commit, the old bytes are still there", before.exists());
        check("before commit, the new bytes are there too", document.file().exists());
        check("others still see the old key", isColumn(document, before));
        em.getTransaction().commit();

        Report.row("the row, by SQL", rows.row(document.id()));
        check("after commit, the old bytes are gone", !before.exists());
        check("after commit, the new bytes are there", isSame(document.file(), "Grüße!".getBytes("UTF-8")));
    }

    private void rollBack(EntityManager em, Path source) throws Exception {
        title("Persist another one, and roll back");
        long objects = objects();
        Document document = new Document(FileRef.of(source));

        em.getTransaction().begin();
        em.persist(document);
        em.flush();
        line("objects and rows before", objects() + " and " + rows.count());
        check("the bytes were stored", objects() == objects + 1);
        em.getTransaction().rollback();

        line("objects and rows after", objects() + " and " + rows.count());
        check("nothing is left", objects() == objects && rows.count() == 1);
        check("the file is new again, for another try", !document.file().isStored());
    }

    private void remove(EntityManager em, Document document) throws Exception {
        title("Remove the entity");
        FileRef file = document.file();

        em.getTransaction().begin();
        em.remove(em.find(Document.class, document.id()));
        em.getTransaction().commit();

        check("the row is gone", rows.count() == 0);
        check("the bytes are gone", !file.exists());
    }

    // After a failed check too: the bucket may be one that others use.
    private void clear() throws IOException {
        try (Stream<StoredObject> objects = storage.list("")) {
            storage.delete(objects.map(StoredObject::key).toList());
        }
    }

    private boolean isColumn(Document document, FileRef file) throws Exception {
        return rows.row(document.id()).get("FILE").equals(file.key());
    }

    private long objects() throws IOException {
        try (Stream<?> objects = storage.list("")) {
            return objects.count();
        }
    }

    private static boolean isDescribed(Document document, byte[] bytes) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return document.size() == bytes.length
                && document.checksum().equals(HexFormat.of().formatHex(digest));
    }

    private static boolean isSame(FileRef file, byte[] bytes) throws IOException {
        try (InputStream in = file.open()) {
            return Arrays.equals(in.readAllBytes(), bytes);
        }
    }

    private static Path file() throws Exception {
        String path = System.getProperty("file", "");
        if (path.isEmpty()) {
            return Path.of(Quickstart.class.getResource("/front.png").toURI());
        }
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("-Dfile: there is no file '" + file.toAbsolutePath() + "'");
        }
        return file;
    }
}
