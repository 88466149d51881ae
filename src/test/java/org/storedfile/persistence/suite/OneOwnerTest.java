package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Invoice;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A file belongs to one attribute: moves, copies, and what is refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OneOwnerTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Invoice.class);

    @Test
    void one_new_file_in_two_entities_is_refused_and_leaves_nothing() {
        FileRef shared = FileRef.of("front.png", "pixels");
        try (Work work = UNIT.begin()) {
            assertThatThrownBy(() -> {
                        work.em().persist(new Album("first", shared));
                        work.em().persist(new Album("second", shared));
                        work.commit();
                    })
                    .hasStackTraceContaining("copy()");
        }

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.rows("select id from Album where title in ('first', 'second')"))
                .isEmpty();
    }

    @Test
    void one_new_file_in_two_attributes_is_refused() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        album.booklet = album.cover;

        assertThatThrownBy(() -> UNIT.save(album)).hasStackTraceContaining("copy()");

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void one_new_file_in_two_flushes_of_a_transaction_is_refused() {
        FileRef shared = FileRef.of("front.png", "pixels");
        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(shared));
            work.em().flush();

            assertThatThrownBy(() -> {
                        work.em().persist(new Album(shared));
                        work.commit();
                    })
                    .hasStackTraceContaining("copy()");
        }

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_copy_is_an_object_of_its_own() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        Album second = UNIT.save(new Album(album.cover.copy()));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), second.cover.key());
        assertThat(UNIT.storage().text(second.cover.key())).isEqualTo("pixels");
    }

    @Test
    void a_copy_of_a_copy_has_one_random_part() {
        Album album = UNIT.save(new Album(FileRef.of("front.tar.gz", "pixels")));
        Album second = UNIT.save(new Album(album.cover.copy()));
        FileRef third = second.cover.copy();
        assertThat(third.name()).isEqualTo("front.tar.gz");

        UNIT.save(new Album(third));

        assertThat(third.key())
                .matches("covers/.*/front_[a-z0-9]{12}\\.tar\\.gz")
                .isNotEqualTo(second.cover.key());
    }

    @Test
    void a_file_that_another_entity_holds_is_refused() {
        Album holder = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        assertThatThrownBy(() -> UNIT.save(new Album(holder.cover))).hasStackTraceContaining("copy()");

        assertThat(UNIT.storage().keys()).containsExactly(holder.cover.key());
        assertThat(UNIT.rows("select id from Album where cover = ?", holder.cover.key()))
                .hasSize(1);
    }

    @Test
    void a_file_moves_to_another_entity() {
        Album from = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        Album to = UNIT.save(new Album(null));
        String key = from.cover.key();
        UNIT.storage().forgetCalls();

        UNIT.commit(em -> {
            Album first = em.find(Album.class, from.id);
            em.find(Album.class, to.id).cover = first.cover;
            first.cover = null;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", to.id)).hasValue(key);
        assertThat(UNIT.value("select cover from Album where id = ?", from.id)).isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly(key);
        assertThat(UNIT.storage().calls()).containsOnly("find " + key).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_file_moves_to_another_entity_and_the_first_is_removed() {
        Album from = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        String key = from.cover.key();

        Album to = UNIT.compute(em -> {
            Album first = em.find(Album.class, from.id);
            Album second = new Album(first.cover);
            em.persist(second);
            em.remove(first);
            return second;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", to.id)).hasValue(key);
        assertThat(UNIT.storage().keys()).containsExactly(key);
    }

    @Test
    void a_new_file_moves_before_commit() {
        FileRef cover = FileRef.of("front.png", "pixels");
        Album to = UNIT.compute(em -> {
            Album first = new Album(cover);
            em.persist(first);
            em.flush();
            Album second = new Album(cover);
            em.persist(second);
            em.remove(first);
            return second;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", to.id)).hasValue(cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(cover.key());
    }

    @Test
    void two_files_trade_places() {
        Album one = UNIT.save(new Album(FileRef.of("1.png", "1")));
        Album two = UNIT.save(new Album(FileRef.of("2.png", "2")));

        UNIT.commit(em -> {
            Album first = em.find(Album.class, one.id);
            Album second = em.find(Album.class, two.id);
            FileRef kept = first.cover;
            first.cover = second.cover;
            second.cover = kept;
        });

        assertThat(UNIT.value("select cover from Album where id = ?", one.id)).hasValue(two.cover.key());
        assertThat(UNIT.value("select cover from Album where id = ?", two.id)).hasValue(one.cover.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(one.cover.key(), two.cover.key());
    }

    @Test
    void a_move_that_rolls_back_leaves_the_object_to_the_first() {
        Album from = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.rollback(em -> {
            Album first = em.find(Album.class, from.id);
            em.persist(new Album(first.cover));
            em.remove(first);
        });

        assertThat(UNIT.storage().keys()).containsExactly(from.cover.key());
    }

    @Test
    void a_stored_file_without_its_object_is_refused() {
        Album from = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        FileRef gone = from.cover;
        UNIT.commit(em -> em.remove(em.find(Album.class, from.id)));

        assertThatThrownBy(() -> UNIT.save(new Album("stale", gone))).hasStackTraceContaining(gone.key());

        assertThat(UNIT.rows("select id from Album where title = 'stale'")).isEmpty();
    }

    @Test
    void a_stale_detached_merge_does_not_bring_a_removed_file_back() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        Invoice invoice = UNIT.save(new Invoice(FileRef.of("old.pdf", "old")));
        UNIT.commit(em -> em.find(Invoice.class, invoice.id).scan = FileRef.of("new.pdf", "new"));
        String current =
                UNIT.value("select scan from Invoice where id = ?", invoice.id).orElseThrow();

        assertThatThrownBy(() -> UNIT.commit(em -> em.merge(invoice))).hasStackTraceContaining(invoice.scan.key());

        assertThat(UNIT.value("select scan from Invoice where id = ?", invoice.id))
                .hasValue(current);
        assertThat(UNIT.archive().keys()).hasSize(1);
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void an_existing_object_comes_in_with_one_look() {
        UNIT.storage().put("legacy/front.png", "pixels");
        Album album = new Album(StoredFiles.current().existing("default", "legacy/front.png"));

        UNIT.save(album);

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue("legacy/front.png");
        assertThat(UNIT.storage().calls()).containsExactly("find legacy/front.png");
    }

    @Test
    void an_existing_object_stays_when_the_transaction_rolls_back() {
        UNIT.storage().put("legacy/back.png", "pixels");

        UNIT.rollback(em -> em.persist(new Album(StoredFiles.current().existing("default", "legacy/back.png"))));

        assertThat(UNIT.storage().keys()).containsExactly("legacy/back.png");
    }

    @Test
    void an_existing_object_that_no_attribute_holds_in_the_end_can_come_in_later() {
        UNIT.storage().put("legacy/later.png", "pixels");
        FileRef later = StoredFiles.current().existing("default", "legacy/later.png");
        Album album = UNIT.save(new Album());
        UNIT.commit(em -> {
            Album found = em.find(Album.class, album.id);
            found.booklet = later;
            em.flush();
            found.booklet = null;
        });
        UNIT.storage().put("legacy/later.png", "pixels");

        UNIT.commit(em -> em.find(Album.class, album.id).booklet = later);

        assertThat(UNIT.value("select booklet from Album where id = ?", album.id))
                .hasValue("legacy/later.png");
    }

    @Test
    void an_object_that_does_not_exist_does_not_come_in() {
        Album album = new Album(StoredFiles.current().existing("default", "legacy/missing.png"));

        assertThatThrownBy(() -> UNIT.save(album))
                .hasStackTraceContaining("legacy/missing.png")
                .hasStackTraceContaining(StoredFileException.class.getName());
    }

    @Test
    void a_new_file_in_two_live_transactions_is_refused_in_the_second() {
        FileRef shared = FileRef.of("front.png", "pixels");
        try (Work first = UNIT.begin();
                Work second = UNIT.begin()) {
            first.em().persist(new Album(shared));
            first.em().flush();
            second.em().persist(new Album(shared));

            assertThatThrownBy(() -> second.em().flush())
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("front.png")
                    .hasMessageContaining("another transaction");

            second.rollback();
            first.commit();
        }

        assertThat(UNIT.storage().keys()).containsExactly(shared.key());
    }

    @Test
    void a_deserialized_file_that_another_entity_holds_is_refused() throws Exception {
        Album holder = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        FileRef back = deserialized(holder.cover);

        assertThatThrownBy(() -> UNIT.save(new Album(back))).hasStackTraceContaining("copy()");

        assertThat(UNIT.rows("select id from Album where cover = ?", holder.cover.key()))
                .hasSize(1);
    }

    @Test
    void a_deserialized_file_does_not_enter_an_attribute_although_nobody_holds_it() throws Exception {
        UNIT.storage().put("salaries.pdf", "secret");
        FileRef forged = deserialized(StoredFiles.current().existing("default", "salaries.pdf"));

        assertThatThrownBy(() -> UNIT.save(new Album(forged))).hasStackTraceContaining("'default:salaries.pdf'");

        assertThat(UNIT.rows("select id from Album where cover = 'salaries.pdf'"))
                .isEmpty();
        assertThat(UNIT.storage().keys()).containsExactly("salaries.pdf");
    }

    @Test
    void a_deserialized_file_is_still_that_of_its_entity() throws Exception {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        FileRef back = deserialized(album.cover);

        UNIT.commit(em -> em.find(Album.class, album.id).cover = back);

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    private static FileRef deserialized(FileRef file) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(file);
        }
        return (FileRef) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}
