package org.storedfile.persistence.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.listener.model.Binder;
import org.storedfile.persistence.listener.model.Letter;
import org.storedfile.persistence.listener.model.Paper;
import org.storedfile.persistence.listener.model.Receipt;
import org.storedfile.persistence.listener.model.Stamp;
import org.storedfile.persistence.suite.run.EclipseLinkUnit;

/** What the plain listener does with EclipseLink in JTA transactions. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class JtaListenerTest {
    @RegisterExtension
    static final EclipseLinkUnit UNIT = EclipseLinkUnit.jta(
            Letter.class, Paper.class, Stamp.class, Binder.class, Receipt.class, FileRefConverter.class);

    @BeforeEach
    void no_rows() {
        UNIT.execute("delete from binder_sheets");
        UNIT.execute("delete from binder");
        UNIT.execute("delete from letter");
    }

    @Test
    void a_committed_row_has_the_key_and_the_storage_the_bytes() {
        FileRef body = FileRef.of("a.txt", "hello");

        UNIT.commit(em -> em.persist(new Letter("one", body)));

        assertThat(body.key()).startsWith("letters/one/a_");
        assertThat(UNIT.rows("select body from letter")).containsExactly(body.key());
        assertThat(UNIT.storage().text(body.key())).isEqualTo("hello");
        assertThat(UNIT.rows("select size || name from letter")).containsExactly("5a.txt");
    }

    @Test
    void a_rollback_leaves_nothing_and_the_entity_can_be_saved_again() {
        Letter letter = new Letter("one", FileRef.of("a.txt", "hello"));

        UNIT.rollback(em -> em.persist(letter));

        assertThat(UNIT.storage().calls("write")).hasSize(1);
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(letter.body.isStored()).isFalse();

        letter.id = null;
        UNIT.commit(em -> em.persist(letter));

        assertThat(UNIT.storage().keys()).containsExactly(letter.body.key());
        assertThat(UNIT.rows("select body from letter")).containsExactly(letter.body.key());
    }

    @Test
    void files_of_embeddables_and_mapped_superclasses_are_stored() {
        Letter letter = new Letter("one", null);
        letter.watermark = FileRef.of("w.png", "mark");
        letter.stamp = new Stamp(FileRef.of("s.txt", "stamp"));

        UNIT.commit(em -> em.persist(letter));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(letter.watermark.key(), letter.stamp.image.key());
        assertThat(letter.stamp.image.key()).startsWith("stamps/s_");
        assertThat(UNIT.rows("select stamp_type from letter")).containsExactly("text/plain");
    }

    @Test
    void a_key_is_cut_to_its_column() {
        Letter letter = new Letter("one", null);
        letter.stamp = new Stamp(FileRef.of("s".repeat(90) + ".png", "stamp"));

        UNIT.commit(em -> em.persist(letter));

        assertThat(letter.stamp.image.key()).hasSizeLessThanOrEqualTo(60).endsWith(".png");
    }

    @Test
    void the_file_of_a_removed_row_goes_after_the_commit() {
        Letter saved = saved();

        UNIT.commit(em -> {
            em.remove(em.find(Letter.class, saved.id));
            em.flush();
            assertThat(UNIT.storage().keys()).isNotEmpty();
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void files_that_are_kept_stay_when_they_are_cleared_or_their_row_is_removed() {
        Letter cleared = new Letter("one", FileRef.of("a.txt", "hello"));
        cleared.seal = FileRef.of("seal.png", "cleared");
        Letter removed = new Letter("two", null);
        removed.seal = FileRef.of("seal.png", "removed");
        UNIT.commit(em -> {
            em.persist(cleared);
            em.persist(removed);
        });
        FileRef first = cleared.seal;

        UNIT.commit(em -> em.find(Letter.class, cleared.id).seal = null);
        UNIT.commit(em -> em.remove(em.find(Letter.class, cleared.id)));
        UNIT.commit(em -> em.remove(em.find(Letter.class, removed.id)));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(first.key(), removed.seal.key());
    }

    @Test
    void a_time_is_refused_because_there_is_no_journal() {
        assertThatThrownBy(() -> UNIT.commit(em -> em.persist(new Receipt())))
                .hasStackTraceContaining("@StoredFile on attribute 'scan' of Receipt: onRemove is a time, which needs a"
                        + " journal that remembers what goes when: use Hibernate, or EclipseLink with"
                        + " StoredFileCustomizer, or say 'keep' or 'delete'");

        assertThat(UNIT.rows("select id from receipt")).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void the_file_stays_when_a_removal_is_rolled_back() {
        Letter saved = saved();

        UNIT.rollback(em -> em.remove(em.find(Letter.class, saved.id)));

        assertThat(UNIT.storage().text(saved.body.key())).isEqualTo("hello");
    }

    @Test
    void a_row_takes_no_file_with_it_that_was_never_its_own() {
        Letter owner = saved();
        Letter other = saved();

        UNIT.commit(em -> {
            Letter removed = em.find(Letter.class, other.id);
            removed.body = em.find(Letter.class, owner.id).body;
            em.remove(removed);
        });

        assertThat(UNIT.storage().keys()).containsExactly(owner.body.key());
    }

    @Test
    void a_file_moves_to_another_row_and_the_first_is_removed() {
        Letter first = saved();

        Letter second = new Letter("two", null);
        UNIT.commit(em -> {
            Letter removed = em.find(Letter.class, first.id);
            second.body = removed.body;
            em.persist(second);
            em.remove(removed);
        });

        assertThat(UNIT.rows("select body from letter")).containsExactly(first.body.key());
        assertThat(UNIT.storage().keys()).containsExactly(first.body.key());
    }

    @Test
    void a_file_moves_to_a_row_that_was_persisted_before_and_the_first_is_removed() {
        Letter first = saved();

        UNIT.commit(em -> {
            Letter second = new Letter("two", null);
            em.persist(second);
            Letter removed = em.find(Letter.class, first.id);
            second.body = removed.body;
            em.remove(removed);
        });

        assertThat(UNIT.rows("select body from letter")).containsExactly(first.body.key());
        assertThat(UNIT.storage().keys()).containsExactly(first.body.key());
    }

    @Test
    void a_file_moves_into_a_collection_and_its_row_is_removed() {
        Letter first = saved();
        Binder binder = new Binder();
        UNIT.commit(em -> em.persist(binder));

        UNIT.commit(em -> {
            Letter removed = em.find(Letter.class, first.id);
            em.find(Binder.class, binder.id).sheets.add(removed.body);
            em.remove(removed);
        });

        assertThat(UNIT.rows("select sheets from binder_sheets")).containsExactly(first.body.key());
        assertThat(UNIT.storage().keys()).containsExactly(first.body.key());
    }

    @Test
    void two_rows_with_one_file_are_refused() {
        Letter first = saved();

        assertThatThrownBy(() -> UNIT.commit(em -> em.persist(new Letter("two", em.find(Letter.class, first.id).body))))
                .hasStackTraceContaining("ref.copy()");

        assertThat(UNIT.rows("select body from letter")).containsExactly(first.body.key());
        assertThat(UNIT.storage().keys()).containsExactly(first.body.key());
    }

    @Test
    void a_new_file_in_an_update_is_refused_clearly_because_EclipseLink_reads_it_first() {
        Letter saved = saved();

        assertThatThrownBy(() -> UNIT.commit(em -> em.find(Letter.class, saved.id).body = FileRef.of("b.txt", "other")))
                .hasStackTraceContaining("'b.txt' is not stored yet")
                .hasStackTraceContaining("StoredFileListener");

        assertThat(UNIT.rows("select body from letter")).containsExactly(saved.body.key());
        assertThat(UNIT.storage().keys()).containsExactly(saved.body.key());
    }

    @Test
    void a_new_file_after_the_callback_is_refused_and_no_row_is_written() {
        assertThatThrownBy(() -> UNIT.commit(em -> {
                    Letter letter = new Letter("one", FileRef.of("a.txt", "hello"));
                    em.persist(letter);
                    letter.body = FileRef.of("b.txt", "other");
                }))
                .hasStackTraceContaining("'b.txt' is not stored yet");

        assertThat(UNIT.rows("select body from letter")).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_that_is_cleared_goes_after_the_commit_with_its_siblings() {
        Letter saved = saved();

        UNIT.commit(em -> em.find(Letter.class, saved.id).body = null);

        assertThat(UNIT.rows("select body from letter")).containsExactly((String) null);
        assertThat(UNIT.rows("select size from letter")).containsExactly("0");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_change_beside_the_file_leaves_it_alone() {
        Letter saved = saved();

        UNIT.commit(em -> em.find(Letter.class, saved.id).title = "other");

        assertThat(UNIT.storage().keys()).containsExactly(saved.body.key());
        assertThat(UNIT.storage().calls("find")).isEmpty();
    }

    @Test
    void files_of_a_new_collection_are_stored() {
        Binder binder = new Binder();
        binder.sheets.add(FileRef.of("1.txt", "one"));
        binder.sheets.add(FileRef.of("2.txt", "two"));

        UNIT.commit(em -> em.persist(binder));

        assertThat(UNIT.rows("select sheets from binder_sheets"))
                .containsExactlyInAnyOrderElementsOf(UNIT.storage().keys())
                .hasSize(2)
                .allMatch(key -> key.startsWith("sheets/"));
    }

    @Test
    void a_storage_that_fails_leaves_no_row() {
        UNIT.storage().failOn(call -> call.startsWith("write"));

        assertThatThrownBy(() -> UNIT.commit(em -> em.persist(new Letter("one", FileRef.of("a.txt", "hello")))))
                .hasStackTraceContaining("the file 'a.txt' of Letter.body could not be stored");

        assertThat(UNIT.rows("select body from letter")).isEmpty();
    }

    @Test
    void a_loaded_file_is_read() throws IOException {
        Letter saved = saved();

        UNIT.commit(em -> assertThat(text(em.find(Letter.class, saved.id))).isEqualTo("hello"));
    }

    private static Letter saved() {
        Letter letter = new Letter("one", FileRef.of("a.txt", "hello"));
        UNIT.commit(em -> em.persist(letter));
        return letter;
    }

    private static String text(Letter letter) {
        try (var in = letter.body.open()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
