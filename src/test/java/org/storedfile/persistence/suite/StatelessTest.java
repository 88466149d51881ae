package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Version;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Unit;

/** A stateless session works or refuses; a row never points at an object that is not there. */
// EclipseLink has no stateless session.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatelessTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Folder.class);

    /** Whether this Hibernate tells a stateless session's transaction, but for collections, of which none does. */
    static final boolean TELLS = !Version.getVersionString().matches("(6|7\\.[012])\\..*");

    @Test
    void an_insert_stores_or_refuses() {
        Album album = new Album("stateless insert", FileRef.of("front.png", "pixels"));

        boolean works = worked(session -> session.insert(album));

        List<String> covers = UNIT.rows("select cover from Album where title = 'stateless insert'");
        assertThat(covers).containsExactlyElementsOf(UNIT.storage().keys());
        assertThat(works).isEqualTo(TELLS);
        assertThat(covers).hasSize(works ? 1 : 0);
        assertThat(album.cover.isStored()).isEqualTo(works);
    }

    @Test
    void an_insert_without_file_works() {
        boolean works = worked(session -> session.insert(new Album("stateless plain", null)));

        assertThat(works).isTrue();
        assertThat(UNIT.rows("select id from Album where title = 'stateless plain'"))
                .hasSize(1);
    }

    @Test
    void a_rollback_leaves_nothing() {
        Album album = new Album("stateless rollback", FileRef.of("front.png", "pixels"));
        try (StatelessSession session = open()) {
            session.beginTransaction();
            try {
                session.insert(album);
            } catch (RuntimeException e) {
                assertIsClear(e);
            }
            session.getTransaction().rollback();
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(album.cover.isStored()).isFalse();
    }

    @Test
    void an_update_with_a_new_file_stores_or_refuses() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        String old = album.cover.key();
        album.cover = FileRef.of("new.png", "new");

        boolean works = worked(session -> session.update(album));

        assertThat(works).isEqualTo(TELLS);
        String column =
                UNIT.value("select cover from Album where id = ?", album.id).orElseThrow();
        assertThat(UNIT.storage().keys()).contains(column);
        assertThat(column).isEqualTo(works ? album.cover.key() : old);
    }

    @Test
    void an_update_of_something_else_keeps_the_object() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        album.title = "stateless other";

        worked(session -> session.update(album));

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void a_delete_leaves_no_row_without_object() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        boolean works = worked(session -> session.delete(session.get(Album.class, album.id)));

        List<String> rows = UNIT.rows("select cover from Album where id = ?", album.id);
        assertThat(works).isEqualTo(TELLS);
        assertThat(rows).hasSize(works ? 0 : 1);
        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(rows);
    }

    @Test
    void an_upsert_stores_or_refuses() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        album.cover = FileRef.of("new.png", "new");

        boolean works = worked(session -> session.upsert(album));

        String column =
                UNIT.value("select cover from Album where id = ?", album.id).orElseThrow();
        assertThat(works).isEqualTo(TELLS);
        assertThat(UNIT.storage().keys()).containsExactly(column);
        assertThat(UNIT.storage().text(column)).isEqualTo(works ? "new" : "old");
    }

    @Test
    void an_update_of_an_entity_with_a_collection_is_refused_and_changes_nothing() {
        Folder folder = folder("page.txt");
        List<String> pages = columns(folder, "pages", "pages");
        folder.pages.clear();
        folder.pages.add(FileRef.of("other.txt", "other"));

        boolean works = worked(session -> session.update(folder));

        assertThat(works).isFalse();
        assertThat(columns(folder, "pages", "pages")).isEqualTo(pages);
        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(pages);
    }

    @Test
    void a_delete_of_an_entity_with_a_collection_loses_no_row_and_no_object() {
        Folder folder = folder("page.txt");
        List<String> pages = columns(folder, "pages", "pages");

        boolean works = worked(session -> session.delete(folder));

        assertThat(works).isFalse();
        assertThat(columns(folder, "pages", "pages")).isEqualTo(pages);
        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(pages);
    }

    @Test
    void a_delete_of_a_loaded_entity_with_a_collection_loses_no_row_and_no_object() {
        Folder folder = folder("page.txt");
        List<String> pages = columns(folder, "pages", "pages");

        boolean works = worked(session -> session.delete(session.get(Folder.class, folder.id)));

        assertThat(works).isFalse();
        assertThat(columns(folder, "pages", "pages")).isEqualTo(pages);
        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(pages);
    }

    @Test
    void a_collection_stores_or_refuses() {
        Folder folder = new Folder();
        folder.title = "stateless";
        folder.pages.add(FileRef.of("page.txt", "page"));

        boolean works = worked(session -> session.insert(folder));

        assertThat(works).isFalse();
        assertThat(UNIT.rows("select id from Folder where title = 'stateless'")).isEmpty();
        List<String> pages = UNIT.rows("select pages from Folder_pages where Folder_id = ?", folder.id);
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void what_an_insert_that_failed_stored_goes_when_the_transaction_goes_on() throws SQLException {
        assumeFailuresAreForgiven();
        assumeTrue(TELLS, "this Hibernate stores no files in a StatelessSession");
        UNIT.save(new Album("taken", null));
        Album twin = new Album("taken", FileRef.of("twin.png", "twin"));
        Album other = new Album("other", FileRef.of("other.png", "other"));

        committed(session -> {
            assertThatThrownBy(() -> session.insert(twin)).isInstanceOf(ConstraintViolationException.class);
            session.insert(other);
        });

        assertThat(UNIT.storage().keys()).containsExactly(other.cover.key());
        assertThat(twin.cover.isStored()).isFalse();
    }

    @Test
    void an_insert_that_failed_can_be_tried_again_in_the_same_transaction() throws SQLException {
        assumeFailuresAreForgiven();
        assumeTrue(TELLS, "this Hibernate stores no files in a StatelessSession");
        UNIT.save(new Album("first try", null));
        Album album = new Album("first try", FileRef.of("front.png", "front"));

        committed(session -> {
            assertThatThrownBy(() -> session.insert(album)).isInstanceOf(ConstraintViolationException.class);
            album.title = "second try";
            session.insert(album);
        });

        assertThat(UNIT.value("select cover from Album where title = 'second try'"))
                .hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void an_update_that_failed_keeps_the_old_file_only() {
        assumeTrue(TELLS, "this Hibernate stores no files in a StatelessSession");
        UNIT.save(new Album("of another", null));
        Album album = UNIT.save(new Album("its own", FileRef.of("old.png", "old")));
        String old = album.cover.key();
        album.title = "of another";
        album.cover = FileRef.of("new.png", "new");

        committed(session -> {
            Savepoint before = session.doReturningWork(Connection::setSavepoint);
            assertThatThrownBy(() -> session.update(album)).isInstanceOf(ConstraintViolationException.class);
            session.doWork(connection -> connection.rollback(before));
        });

        assertThat(UNIT.value("select cover from Album where title = 'its own'"))
                .hasValue(old);
        assertThat(UNIT.storage().keys()).containsExactly(old);
    }

    // After a statement that failed, PostgreSQL only takes a rollback.
    private static void assumeFailuresAreForgiven() throws SQLException {
        try (Connection connection = UNIT.source().getConnection()) {
            assumeFalse(connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
        }
    }

    private static void committed(Consumer<StatelessSession> work) {
        try (StatelessSession session = open()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }

    private static Folder folder(String page) {
        Folder folder = new Folder();
        folder.pages.add(FileRef.of(page, "page"));
        return UNIT.save(folder);
    }

    private static boolean worked(Consumer<StatelessSession> work) {
        try (StatelessSession session = open()) {
            session.beginTransaction();
            try {
                work.accept(session);
                session.getTransaction().commit();
                return true;
            } catch (RuntimeException e) {
                assertIsClear(e);
                if (session.getTransaction().isActive()) {
                    session.getTransaction().rollback();
                }
                return false;
            }
        }
    }

    private static void assertIsClear(RuntimeException refusal) {
        Throwable clear = refusal;
        while (clear != null && !(clear instanceof StoredFileException)) {
            clear = clear.getCause();
        }
        assertThat(clear)
                .hasMessageContaining("StatelessSession")
                .hasMessageContaining("cannot be written by it: use a Session");
    }

    private static List<String> columns(Folder folder, String table, String column) {
        return UNIT.rows("select " + column + " from Folder_" + table + " where Folder_id = ?", folder.id);
    }

    private static StatelessSession open() {
        return UNIT.factory().unwrap(SessionFactory.class).openStatelessSession();
    }
}
