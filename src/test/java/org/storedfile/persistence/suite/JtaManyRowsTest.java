package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.SqlLog;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** With JTA, too, many rows that gave up files are asked by few statements, in whatever session of the transaction. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("hibernate")
class JtaManyRowsTest {
    // Two statements: 128 keys and the rest.
    private static final int MANY = 140;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class).jta();

    @Test
    void rows_that_gave_up_files_are_asked_together() {
        List<Album> albums = saved();

        try (Work work = UNIT.begin()) {
            clear(work.em(), albums);
            UNIT.sql().clear();
            work.commit();
        }

        assertAsked(2);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void so_are_those_of_a_closed_entity_manager() {
        List<Album> albums = saved();
        Album kept = albums.get(130);

        try (Work work = UNIT.begin()) {
            clear(work.em(), albums);
            giveBack(work.em(), kept);
            UNIT.sql().clear();
            work.em().close();
            work.commit();
        }

        assertAsked(2);
        assertThat(UNIT.storage().keys()).containsExactly(kept.cover.key());
    }

    @Test
    void those_of_two_entity_managers_are_asked_apart() {
        List<Album> albums = saved();
        Album kept = albums.get(2);

        try (Work work = UNIT.begin();
                EntityManager other = UNIT.factory().createEntityManager()) {
            clear(work.em(), albums.subList(0, 100));
            clear(other, albums.subList(100, MANY));
            giveBack(other, kept);
            UNIT.sql().clear();
            work.commit();
        }

        assertAsked(2);
        assertThat(UNIT.storage().keys()).containsExactly(kept.cover.key());
    }

    private static void assertAsked(int statements) {
        List<String> asked = UNIT.sql().all("select");
        if (Isolation.isSerializable()) {
            assertThat(asked).hasSize(MANY).noneMatch(SqlLog::isOfSeveralRows);
        } else {
            assertThat(asked).hasSize(statements).allMatch(SqlLog::isOfSeveralRows);
        }
    }

    private static void clear(EntityManager em, List<Album> albums) {
        albums.forEach(album -> em.find(Album.class, album.id).cover = null);
        em.flush();
    }

    private static void giveBack(EntityManager em, Album album) {
        em.createNativeQuery("update Album set cover = ?1 where id = ?2")
                .setParameter(1, album.cover.key())
                .setParameter(2, album.id)
                .executeUpdate();
    }

    private static List<Album> saved() {
        List<Album> albums = IntStream.range(0, MANY)
                .mapToObj(number -> new Album(FileRef.of("old.png", "old " + number)))
                .toList();
        UNIT.commit(em -> albums.forEach(em::persist));
        return albums;
    }
}
