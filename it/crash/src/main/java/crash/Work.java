package crash;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.storedfile.FileRef;

/** Random transactions, one after the other: the work of one thread of a node. */
final class Work {
    /** As many rows as are kept about. */
    private static final int ALBUMS = 40;

    private static final int SMALL = 30_000;
    private static final int BIG = 1 << 20;
    private static final int ONE_PART = 5 << 20;

    private final Unit unit;
    private final SplittableRandom seeds;
    private final String name = UUID.randomUUID().toString();
    private SplittableRandom random;
    private long seed;
    private boolean isAgain;
    private long number;

    Work(Unit unit, long seed) {
        this.unit = unit;
        this.seeds = new SplittableRandom(seed);
    }

    /** Has the next transaction do what the last one was to do. */
    void again() {
        isAgain = true;
    }

    /** Runs one transaction; says whether it was committed, which its ticket has told already. */
    boolean transaction() {
        seed = isAgain ? seed : seeds.nextLong();
        isAgain = false;
        random = new SplittableRandom(seed);
        try (Scope scope = unit.begin()) {
            EntityManager em = scope.em();
            List<String> ids =
                    em.createQuery("select a.id from Album a", String.class).getResultList();
            change(em, ids);
            number(em);
            return end(scope);
        } finally {
            Ticket.drop();
        }
    }

    private void change(EntityManager em, List<String> ids) {
        int choice = random.nextInt(100);
        if (ids.size() < 4 || choice < 35 && ids.size() < ALBUMS) {
            persist(em, 1 + random.nextInt(3));
        } else if (choice < 50) {
            cover(any(em, ids));
        } else if (choice < 57) {
            turnPages(any(em, ids));
        } else if (choice < 63) {
            turnPicture(any(em, ids));
        } else if (choice < 66) {
            swap(any(em, ids), any(em, ids));
        } else if (choice < 70) {
            any(em, ids).cover = null;
        } else if (choice < 74) {
            look(any(em, ids));
        } else if (choice < 82) {
            twice(em, any(em, ids));
        } else {
            em.remove(any(em, ids));
        }
    }

    // So that one can tell whether the database still has what it said it had committed.
    private void number(EntityManager em) {
        number++;
        int updated = em.createNativeQuery("update ticket set number = ?1 where worker = ?2")
                .setParameter(1, number)
                .setParameter(2, name)
                .executeUpdate();
        if (updated == 0) {
            em.createNativeQuery("insert into ticket values (?1, ?2)")
                    .setParameter(1, name)
                    .setParameter(2, number)
                    .executeUpdate();
        }
    }

    // One in eight is rolled back, most of these after the files were stored.
    private boolean end(Scope scope) {
        if (random.nextInt(8) > 0) {
            Ticket.take(name, number);
            scope.commit();
            return true;
        }
        if (random.nextInt(4) > 0) {
            scope.em().flush();
        }
        scope.rollback();
        return false;
    }

    private void persist(EntityManager em, int albums) {
        for (int i = 0; i < albums; i++) {
            Album album = new Album();
            cover(album);
            if (random.nextInt(3) == 0) {
                picture(album);
            }
            for (int left = random.nextInt(3); left > 0; left--) {
                album.pages.add(page());
            }
            em.persist(album);
        }
    }

    private void turnPages(Album album) {
        if (!album.pages.isEmpty()) {
            album.pages.remove(random.nextInt(album.pages.size()));
        }
        album.pages.add(page());
    }

    private void turnPicture(Album album) {
        if (album.picture != null && random.nextInt(4) == 0) {
            album.picture = null;
        } else {
            picture(album);
        }
    }

    // At a variant that is made now, of a picture that another transaction may be removing.
    private static void look(Album album) {
        if (album.picture == null) {
            return;
        }
        try (InputStream late = album.picture.variant("late").open()) {
            late.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new GoneException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A file that is replaced in the transaction that stored it.
    private void twice(EntityManager em, Album album) {
        cover(album);
        em.flush();
        if (random.nextBoolean()) {
            cover(album);
        } else {
            em.remove(album);
        }
    }

    private static void swap(Album one, Album other) {
        FileRef cover = one.cover;
        long seed = one.seed;
        long length = one.length;
        one.cover = other.cover;
        one.seed = other.seed;
        one.length = other.length;
        other.cover = cover;
        other.seed = seed;
        other.length = length;
    }

    private void cover(Album album) {
        album.seed = random.nextLong();
        album.length = length();
        album.cover = Ticket.with(file("cover.bin", album.seed, album.length));
    }

    private void picture(Album album) {
        album.number = random.nextInt(Pictures.COUNT);
        album.picture = Ticket.with(FileRef.of("picture.png", Pictures.of(album.number)));
    }

    private Page page() {
        Page page = new Page();
        page.seed = random.nextLong();
        page.length = length();
        page.file = Ticket.with(file("page.bin", page.seed, page.length));
        return page;
    }

    // From memory, so that files are stored side by side, or from a stream that can be read once.
    private FileRef file(String name, long seed, long length) {
        if (length < SMALL && random.nextInt(3) == 0) {
            return FileRef.of(name, new Bytes(seed, length).all());
        }
        WatchedBytes bytes = new WatchedBytes(seed, length, random.nextInt(60) == 0);
        return random.nextBoolean() ? FileRef.of(name, bytes) : FileRef.of(name, bytes, length);
    }

    // One in fifty is sent in parts.
    private long length() {
        int size = random.nextInt(100);
        int more = random.nextInt(2, size < 93 ? SMALL : BIG);
        return size < 98 ? more : ONE_PART + more;
    }

    // Another transaction may have removed it meanwhile.
    private Album any(EntityManager em, List<String> ids) {
        Album album = em.find(Album.class, ids.get(random.nextInt(ids.size())));
        if (album == null) {
            throw new GoneException();
        }
        return album;
    }

    /** The row was removed meanwhile. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
