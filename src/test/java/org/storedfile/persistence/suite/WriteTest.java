package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Invoice;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Unit;

/** What reaches the column and the storage, and when. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WriteTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Invoice.class, Note.class);

    @Test
    void the_column_holds_the_key() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        assertThat(column(album))
                .matches("covers/%d/%02d/front_[a-z0-9]{12}\\.png".formatted(today.getYear(), today.getMonthValue()))
                .isEqualTo(album.cover.key());
        assertThat(UNIT.storage().text(album.cover.key())).isEqualTo("pixels");
    }

    @Test
    void no_file_is_NULL() {
        Album album = UNIT.save(new Album(null));

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_file_without_annotation_goes_to_the_default_storage() {
        Album album = new Album(null);
        album.booklet = FileRef.of("text.pdf", "words");
        UNIT.save(album);

        assertThat(album.booklet.storage()).isEqualTo("default");
        assertThat(album.booklet.key()).matches("text_[a-z0-9]{12}\\.pdf");
        assertThat(UNIT.storage().keys()).containsExactly(album.booklet.key());
    }

    @Test
    void the_column_names_a_storage_that_is_not_the_default() {
        Invoice invoice = UNIT.save(new Invoice(FileRef.of("may.pdf", "sum")));

        assertThat(UNIT.value("select scan from Invoice where id = ?", invoice.id))
                .hasValueSatisfying(column -> assertThat(column).matches("archive:invoices/may_[a-z0-9]{12}\\.pdf"));
        assertThat(UNIT.archive().keys()).containsExactly(invoice.scan.key());
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void an_assigned_identifier_can_be_part_of_the_key() {
        Note note = UNIT.save(new Note("n 1", "text", FileRef.of("a.txt", "attached")));

        assertThat(UNIT.value("select attachment from Note where id = ?", "n 1"))
                .hasValue(note.getAttachment().key());
        assertThat(note.getAttachment().key()).matches("notes/n_1/a_[a-z0-9]{12}\\.txt");
    }

    @Test
    void nothing_is_stored_before_flush() {
        UNIT.rollback(em -> {
            Album album = new Album(FileRef.of("front.png", "pixels"));
            em.persist(album);

            assertThat(album.cover.isStored()).isFalse();
            assertThat(UNIT.storage().calls()).isEmpty();
        });
    }

    @Test
    void an_insert_is_one_statement_with_the_final_key() {
        UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        assertThat(UNIT.sql().all("insert")).hasSize(1);
        assertThat(UNIT.sql().all("update")).isEmpty();
        assertThat(UNIT.storage().calls("write")).hasSize(1);
        assertThat(UNIT.storage().calls()).hasSize(1);
    }

    @Test
    void changing_only_the_file_is_saved() {
        Album album = UNIT.save(new Album(null));
        UNIT.sql().clear();

        FileRef cover = FileRef.of("front.png", "pixels");
        UNIT.commit(em -> em.find(Album.class, album.id).cover = cover);

        assertThat(column(album)).isEqualTo(cover.key());
        assertThat(UNIT.sql().all("update")).hasSize(1);
    }

    @Test
    void clearing_is_saved_as_NULL_and_the_object_goes_after_commit() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> {
            em.find(Album.class, album.id).cover = null;
            em.flush();

            assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        });

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_replaced_object_is_there_until_commit_and_gone_afterwards() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            em.find(Album.class, album.id).cover = fresh;
            em.flush();

            assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), fresh.key());
        });

        assertThat(column(album)).isEqualTo(fresh.key());
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void loading_and_a_clean_flush_touch_no_storage_and_change_nothing() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));
        UNIT.storage().forgetCalls();
        UNIT.sql().clear();

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            em.flush();

            assertThat(loaded.cover.key()).isEqualTo(album.cover.key());
            assertThat(loaded.cover).isEqualTo(album.cover);
        });

        assertThat(UNIT.sql().all()).hasSizeLessThan(2).allMatch(sql -> sql.startsWith("select"));
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void several_flushes_store_each_file_once() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        UNIT.commit(em -> {
            em.persist(album);
            em.flush();
            album.title = "changed";
            em.flush();
            album.booklet = FileRef.of("text.pdf", "words");
            em.flush();
        });

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(album.cover.key(), album.booklet.key());
        assertThat(UNIT.storage().calls("write")).hasSize(2);
        assertThat(column(album)).isEqualTo(album.cover.key());
    }

    @Test
    void replaced_twice_leaves_the_last() {
        Album album = UNIT.save(new Album(FileRef.of("1.png", "1")));
        FileRef third = FileRef.of("3.png", "3");

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            loaded.cover = FileRef.of("2.png", "2");
            em.flush();
            loaded.cover = third;
        });

        assertThat(column(album)).isEqualTo(third.key());
        assertThat(UNIT.storage().keys()).containsExactly(third.key());
    }

    @Test
    void replaced_and_set_back_leaves_the_first() {
        Album album = UNIT.save(new Album(FileRef.of("1.png", "1")));

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            FileRef first = loaded.cover;
            loaded.cover = FileRef.of("2.png", "2");
            em.flush();
            loaded.cover = first;
        });

        assertThat(column(album)).isEqualTo(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void an_auto_flush_before_a_query_stores_the_file() {
        Album album = new Album(FileRef.of("front.png", "pixels"));
        UNIT.commit(em -> {
            em.persist(album);
            Long count = em.createQuery("select count(a) from Album a where a.id = :id", Long.class)
                    .setParameter("id", album.id)
                    .getSingleResult();

            assertThat(count).isEqualTo(1);
            assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        });

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_stream_is_read_at_flush_and_never_closed() {
        var stream = new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}) {
            boolean closed;

            @Override
            public void close() {
                closed = true;
            }
        };
        Album album = UNIT.save(new Album(FileRef.of("front.png", stream)));

        assertThat(UNIT.storage().text(album.cover.key())).hasSize(3);
        assertThat(stream.closed).isFalse();
    }

    @Test
    void a_stored_file_is_read_through_its_reference() throws java.io.IOException {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        EntityManager em = UNIT.factory().createEntityManager();
        FileRef cover = em.find(Album.class, album.id).cover;
        em.close();

        assertThat(cover.open()).hasContent("pixels");
        assertThat(cover.size()).isEqualTo(6);
    }

    private static String column(Album album) {
        return UNIT.value("select cover from Album where id = ?", album.id).orElseThrow();
    }
}
