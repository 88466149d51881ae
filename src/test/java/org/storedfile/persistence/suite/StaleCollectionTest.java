package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.annotations.OptimisticLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Refusal;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Collections that others changed since they were loaded, and that no version guards. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StaleCollectionTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Book.class, Binder.class);

    /** Has no version. */
    @Entity(name = "Book")
    public static class Book {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        List<FileRef> pages = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<FileRef> plates = new ArrayList<>();

        @ElementCollection
        Set<FileRef> inserts = new HashSet<>();
    }

    /** Has one that does not guard its sheets. */
    @Entity(name = "Binder")
    public static class Binder {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        @ElementCollection
        @OptimisticLock(excluded = true)
        List<FileRef> sheets = new ArrayList<>();

        @ElementCollection
        List<FileRef> tabs = new ArrayList<>();
    }

    // Also if the database refused a transaction. Of the keys that this test wrote: the tables are not emptied.
    @AfterEach
    void no_element_misses_its_object() {
        assertThat(Stream.of("Book_pages", "Book_plates", "Book_inserts", "Binder_sheets", "Binder_tabs")
                        .flatMap(table ->
                                UNIT
                                        .rows("select " + table.substring(table.indexOf('_') + 1) + " from " + table)
                                        .stream()))
                .filteredOn(key -> UNIT.storage().calls().contains("write " + key))
                .allMatch(key -> UNIT.storage().keys().contains(key), "is in the storage");
    }

    @Test
    @MayBeRefused
    void removing_an_owner_whose_file_moved_meanwhile_leaves_it_to_its_new_one() {
        Book from = UNIT.save(book());
        Book to = UNIT.save(new Book());
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, from);
            move(from, to);
            slow.em().remove(stale);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(keys(to.id));
    }

    @Test
    @MayBeRefused
    void removing_an_element_that_moved_meanwhile_leaves_it_to_its_new_owner() {
        Book from = UNIT.save(book());
        Book to = UNIT.save(new Book());
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, from);
            move(from, to);
            stale.pages.remove(0);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(keys(to.id));
    }

    @Test
    @MayBeRefused
    void writing_back_an_element_whose_object_is_gone_is_refused() {
        Book book = UNIT.save(book());
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, book);
            change(book, other -> other.pages.clear());
            stale.pages.add(FileRef.of("new.png", "new"));

            assertThatThrownBy(slow::commit)
                    .satisfiesAnyOf(
                            Refusal::require, thrown -> assertThat(thrown).hasStackTraceContaining("does not exist"));
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(keys(book.id)).isEmpty();
    }

    @Test
    @MayBeRefused
    void moving_an_element_whose_object_is_gone_to_another_row_is_refused() {
        Book book = new Book();
        book.plates.add(FileRef.of("a.png", "a"));
        book.plates.add(FileRef.of("b.png", "b"));
        UNIT.save(book);
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, book);
            change(book, other -> other.plates.remove(1));
            stale.plates.remove(0);

            assertThatThrownBy(slow::commit)
                    .satisfiesAnyOf(
                            Refusal::require, thrown -> assertThat(thrown).hasStackTraceContaining("does not exist"));
        }

        assertThat(UNIT.storage().keys())
                .containsExactlyElementsOf(UNIT.rows("select plates from Book_plates where Book_id = ?", book.id));
    }

    // EclipseLink's integration refuses it: it does not ask which elements are really written.
    @Tag("hibernate")
    @Test
    @MayBeRefused
    void an_element_is_added_to_a_set_that_another_changed() {
        FileRef fresh = FileRef.of("new.png", "new");
        Book book = new Book();
        book.inserts.add(FileRef.of("a.png", "a"));
        UNIT.save(book);
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, book);
            change(book, other -> other.inserts.clear());
            stale.inserts.add(fresh);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
        assertThat(UNIT.rows("select inserts from Book_inserts where Book_id = ?", book.id))
                .containsExactly(fresh.key());
    }

    @Test
    @MayBeRefused
    void an_element_that_another_added_goes_with_its_row() {
        Book book = UNIT.save(book());
        try (Work slow = UNIT.begin()) {
            Book stale = loaded(slow, book);
            change(book, other -> other.pages.add(FileRef.of("more.png", "more")));
            slow.em().remove(stale);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    @MayBeRefused
    void elements_that_another_added_go_with_their_rows() {
        assumeFalse(
                System.getProperty("storedfile.test.provider", "hibernate").equals("eclipselink")
                        && Isolation.asked().isPresent()
                        && !Unit.isOnMaria(),
                "EclipseLink deletes what its snapshot shows of them, and the database refuses to remove the rows");
        Book one = UNIT.save(book());
        Book two = UNIT.save(book());
        try (Work slow = UNIT.begin()) {
            beginInDatabase(slow);
            List<Book> stale = List.of(loaded(slow, one), loaded(slow, two));
            change(one, other -> other.pages.add(FileRef.of("more.png", "more")));
            change(two, other -> other.pages.add(FileRef.of("more.png", "more")));
            stale.forEach(slow.em()::remove);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    // The annotation that excludes it is Hibernate's.
    @Tag("hibernate")
    @Test
    @MayBeRefused
    void an_element_that_the_version_does_not_guard_is_read_again() {
        Binder from = new Binder();
        from.sheets.add(FileRef.of("a.png", "a"));
        UNIT.save(from);
        Binder to = UNIT.save(new Binder());
        try (Work slow = UNIT.begin()) {
            Binder stale = slow.em().find(Binder.class, from.id);
            fetch(stale.sheets);
            UNIT.commit(em -> {
                Binder first = em.find(Binder.class, from.id);
                em.find(Binder.class, to.id).sheets.add(first.sheets.remove(0));
            });
            stale.sheets.remove(0);
            slow.commit();
        }

        assertThat(UNIT.storage().keys())
                .containsExactlyElementsOf(UNIT.rows("select sheets from Binder_sheets where Binder_id = ?", to.id));
    }

    // EclipseLink's integration reads each collection that changes again.
    @Tag("hibernate")
    @Test
    void a_guarded_collection_is_not_read_again() {
        Binder binder = new Binder();
        binder.tabs.add(FileRef.of("a.png", "a"));
        UNIT.save(binder);

        UNIT.commit(em -> {
            Binder found = em.find(Binder.class, binder.id);
            fetch(found.tabs);
            UNIT.sql().clear();
            found.tabs.clear();
            em.flush();
            assertThat(UNIT.sql().all("select")).isEmpty();
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_collection_that_is_replaced_before_it_was_fetched_takes_its_files_along() {
        FileRef fresh = FileRef.of("new.png", "new");
        Book book = UNIT.save(book());

        change(book, found -> found.pages = new ArrayList<>(List.of(fresh)));

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void so_does_one_that_a_version_guards() {
        Binder binder = new Binder();
        binder.tabs.add(FileRef.of("a.png", "a"));
        UNIT.save(binder);

        UNIT.commit(em -> em.find(Binder.class, binder.id).tabs = new ArrayList<>());

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    @MayBeRefused
    void elements_that_moved_since_the_database_began_the_transaction_stay() {
        Book one = UNIT.save(book());
        Book two = UNIT.save(book());
        Book to = UNIT.save(new Book());
        try (Work slow = UNIT.begin()) {
            beginInDatabase(slow);
            List<Book> stale = List.of(loaded(slow, one), loaded(slow, two));
            move(one, to);
            move(two, to);
            stale.forEach(slow.em()::remove);
            slow.commit();
        }

        assertThat(UNIT.storage().keys()).hasSize(2).containsExactlyInAnyOrderElementsOf(keys(to.id));
    }

    // EclipseLink does so before it first writes, and reads outside of the transaction until then, or in its cache.
    private static void beginInDatabase(Work work) {
        work.em().createNativeQuery("savepoint begun").executeUpdate();
        work.em().createNativeQuery("select id from Book").getResultList();
    }

    private static Book book() {
        Book book = new Book();
        book.pages.add(FileRef.of("a.png", "a"));
        return book;
    }

    private static Book loaded(Work work, Book book) {
        Book loaded = work.em().find(Book.class, book.id);
        fetch(loaded.pages);
        fetch(loaded.plates);
        fetch(loaded.inserts);
        return loaded;
    }

    private static void fetch(Collection<FileRef> files) {
        assertThat(files).isNotNull();
        files.forEach(file -> assertThat(file).isNotNull());
    }

    private static void move(Book from, Book to) {
        UNIT.commit(em -> {
            Book first = em.find(Book.class, from.id);
            em.find(Book.class, to.id).pages.add(first.pages.remove(0));
        });
    }

    private static void change(Book book, Consumer<Book> change) {
        UNIT.commit(em -> change.accept(em.find(Book.class, book.id)));
    }

    private static List<String> keys(Long id) {
        return UNIT.rows("select pages from Book_pages where Book_id = ?", id);
    }
}
