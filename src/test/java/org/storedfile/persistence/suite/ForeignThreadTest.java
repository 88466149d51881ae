package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.memory.MemoryStorage;

/** Files are stored by threads that belong to another application, as a server's may. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForeignThreadTest {
    private static final int AT_ONCE = 8;
    private static final ClassLoader NEIGHBOUR = new URLClassLoader(new URL[0]);

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class).files(builder -> builder.uploadExecutor(neighbours()));

    private StoredFiles.Registration neighbour;

    @BeforeEach
    void registerNeighbour() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(NEIGHBOUR);
        try {
            neighbour = StoredFiles.builder()
                    .storage("default", new MemoryStorage())
                    .build()
                    .register();
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    @AfterEach
    void unregisterNeighbour() {
        neighbour.close();
    }

    @Test
    void copies_are_read_from_the_storages_of_those_who_flush() {
        List<Album> originals = save(IntStream.range(0, AT_ONCE)
                .mapToObj(i -> FileRef.of("cover.png", "cover " + i))
                .toList());
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);

        List<Album> copies =
                save(originals.stream().map(album -> album.cover.copy()).toList());

        assertThat(UNIT.storage().writers()).hasSizeGreaterThan(1);
        for (Album copy : copies) {
            assertThat(UNIT.storage().text(copy.cover.key())).isEqualTo("cover " + copies.indexOf(copy));
        }
    }

    private static List<Album> save(List<FileRef> covers) {
        List<Album> albums = covers.stream().map(Album::new).toList();
        UNIT.commit(em -> albums.forEach(em::persist));
        return albums;
    }

    private static Executor neighbours() {
        return work -> {
            Thread thread = new Thread(work, "neighbour");
            thread.setContextClassLoader(NEIGHBOUR);
            thread.start();
        };
    }
}
