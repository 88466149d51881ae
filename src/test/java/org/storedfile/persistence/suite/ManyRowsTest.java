package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.Session;
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

/** Rows that gave up files are asked before the commit; with Hibernate, many of them by one statement. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("hibernate")
class ManyRowsTest {
    private static final int MANY = 300;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Test
    void rows_that_gave_up_files_are_asked_together() {
        assumeFalse(Isolation.isSerializable(), "they are asked by their keys then");
        List<Album> albums = saved();

        try (Work work = UNIT.begin()) {
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = FileRef.of("new.png", "new"));
            work.em().flush();
            UNIT.sql().clear();

            work.commit();
        }

        // 128 keys each.
        assertThat(UNIT.sql().all("select")).hasSize(3).allMatch(SqlLog::isOfSeveralRows);
        assertThat(UNIT.storage().keys()).hasSize(MANY).doesNotContainAnyElementsOf(keys(albums));
    }

    @Test
    void rows_of_a_serializable_transaction_are_asked_by_their_keys() {
        List<Album> albums = saved();

        try (Work work = UNIT.begin()) {
            int before = level(work, Connection.TRANSACTION_SERIALIZABLE);
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = null);
            work.em().flush();
            UNIT.sql().clear();
            work.commit();
            level(work, before);
        }

        assertThat(UNIT.sql().all("select")).hasSize(MANY).noneMatch(SqlLog::isOfSeveralRows);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void what_a_statement_gave_to_another_row_of_a_serializable_transaction_is_kept() {
        List<Album> albums = saved();
        Album kept = albums.get(200);

        try (Work work = UNIT.begin()) {
            int before = level(work, Connection.TRANSACTION_SERIALIZABLE);
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = null);
            work.em().flush();
            give(work, kept, albums.get(7));
            work.commit();
            level(work, before);
        }

        assertThat(UNIT.storage().keys()).containsExactly(kept.cover.key());
    }

    private static int level(Work work, int wanted) {
        return work.em().unwrap(Session.class).doReturningWork(connection -> {
            int before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(wanted);
            return before;
        });
    }

    @Test
    void what_one_of_them_has_nevertheless_is_kept() {
        List<Album> albums = saved();
        Album kept = albums.get(200);

        try (Work work = UNIT.begin()) {
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = null);
            work.em().flush();
            give(work, kept, kept);
            work.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(kept.cover.key());
    }

    @Test
    void a_deadlock_of_one_ends_the_transaction_of_all() {
        assumeFalse(Isolation.isSerializable(), "they are asked by their keys then");
        List<Album> albums = saved();

        try (Work work = UNIT.begin()) {
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = null);
            work.em().flush();
            UNIT.sql().refuse(SqlLog::isOfSeveralRows);

            assertThatThrownBy(work::commit)
                    .hasStackTraceContaining(
                            ".cover and 299 rows more, which gave up files, could not be read before the")
                    .hasStackTraceContaining("is to be rolled back: a deadlock");
        } finally {
            UNIT.sql().refuse(sql -> false);
        }

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(keys(albums));
    }

    @Test
    void a_row_whose_column_names_no_file_keeps_those_of_all() {
        List<Album> albums = saved();
        Album broken = albums.get(7);

        try (Work work = UNIT.begin()) {
            albums.forEach(album -> work.em().find(Album.class, album.id).cover = null);
            work.em().flush();
            work.em()
                    .createNativeQuery("update Album set cover = '../etc/passwd' where id = ?1")
                    .setParameter(1, broken.id)
                    .executeUpdate();
            work.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(keys(albums));
    }

    private static void give(Work work, Album from, Album to) {
        work.em()
                .createNativeQuery("update Album set cover = ?1 where id = ?2")
                .setParameter(1, from.cover.key())
                .setParameter(2, to.id)
                .executeUpdate();
    }

    private static List<Album> saved() {
        List<Album> albums = IntStream.range(0, MANY)
                .mapToObj(number -> new Album(FileRef.of("old.png", "old " + number)))
                .toList();
        try (Work work = UNIT.begin()) {
            albums.forEach(work.em()::persist);
            work.commit();
        }
        return albums;
    }

    private static List<String> keys(List<Album> albums) {
        return albums.stream().map(album -> album.cover.key()).toList();
    }
}
