package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Attachment;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Unit;

/** Element collections of files and of embeddables with files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CollectionTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Folder.class, Attachment.class);

    @Test
    void a_list_stores_its_files_in_the_folder_of_the_annotation() {
        Folder folder = UNIT.save(withPages("a", "b"));

        assertThat(keys(folder)).allMatch(key -> key.matches("pages/[ab]_[a-z0-9]{12}\\.txt"));
        assertThat(rows("select pages from Folder_pages where Folder_id = ?", folder))
                .containsExactlyInAnyOrderElementsOf(keys(folder));
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(keys(folder));
    }

    @Test
    void a_file_added_to_a_loaded_list_is_stored_and_one_taken_away_is_removed() {
        Folder folder = UNIT.save(withPages("a", "b"));
        FileRef added = FileRef.of("c.txt", "c");

        UNIT.commit(em -> {
            Folder loaded = em.find(Folder.class, folder.id);
            loaded.pages.remove(folder.pages.get(0));
            loaded.pages.add(added);
            em.flush();

            assertThat(UNIT.storage().keys()).hasSize(3);
        });

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(folder.pages.get(1).key(), added.key());
        assertThat(rows("select pages from Folder_pages where Folder_id = ?", folder))
                .containsExactlyInAnyOrder(folder.pages.get(1).key(), added.key());
    }

    @Test
    void a_file_added_to_a_list_that_is_not_loaded_is_stored() {
        Folder folder = UNIT.save(withPages("a"));
        FileRef added = FileRef.of("b.txt", "b");

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.add(added));

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(folder.pages.get(0).key(), added.key());
    }

    @Test
    void a_cleared_list_loses_all_its_objects() {
        Folder folder = UNIT.save(withPages("a", "b"));

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.clear());

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(rows("select pages from Folder_pages where Folder_id = ?", folder))
                .isEmpty();
    }

    @Test
    void a_list_that_gave_up_several_is_asked_once_for_all() {
        Folder folder = UNIT.save(withPages("a", "b", "c"));

        UNIT.commit(em -> {
            em.find(Folder.class, folder.id).pages.clear();
            em.flush();
            UNIT.sql().clear();
        });

        assertThat(UNIT.sql().all("select")).hasSize(1);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_list_replaced_as_a_whole_keeps_what_both_have() {
        Folder folder = UNIT.save(withPages("a", "b"));
        FileRef added = FileRef.of("c.txt", "c");

        UNIT.commit(em -> {
            Folder loaded = em.find(Folder.class, folder.id);
            assertThat(loaded.pages).hasSize(2);
            loaded.pages = new ArrayList<>(List.of(folder.pages.get(0), added));
        });

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(folder.pages.get(0).key(), added.key());
    }

    @Test
    void a_list_that_is_not_loaded_and_replaced_as_a_whole_never_loses_what_it_keeps() {
        Folder folder = UNIT.save(withPages("a"));
        FileRef added = FileRef.of("c.txt", "c");

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages = new ArrayList<>(List.of(added)));

        List<String> rows = rows("select pages from Folder_pages where Folder_id = ?", folder);
        assertThat(rows).containsExactly(added.key());
        assertThat(UNIT.storage().keys()).containsAll(rows);
    }

    @Test
    void a_removed_entity_takes_the_objects_of_its_collections_along() {
        Folder folder = withPages("a", "b");
        folder.ordered.add(FileRef.of("o.txt", "o"));
        folder.loose.add(FileRef.of("l.txt", "l"));
        folder.named.put("n", FileRef.of("n.txt", "n"));
        folder.attachments.add(new Attachment(FileRef.of("t.txt", "t"), "t"));
        UNIT.save(folder);
        assertThat(UNIT.storage().keys()).hasSize(6);

        UNIT.commit(em -> em.remove(em.find(Folder.class, folder.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_removed_reference_takes_the_objects_of_its_collections_along() {
        Folder folder = UNIT.save(withPages("a", "b"));

        UNIT.commit(em -> em.remove(em.getReference(Folder.class, folder.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_removed_entity_takes_along_what_its_collections_lost_and_gained() {
        Folder folder = withPages("a", "b");
        folder.ordered.add(FileRef.of("o.txt", "o"));
        folder.attachments.add(new Attachment(FileRef.of("t.txt", "t"), "t"));
        folder.attachments.add(new Attachment(FileRef.of("u.txt", "u"), "u"));
        folder.labelled.put("l", new Attachment(FileRef.of("l.txt", "l"), "l"));
        UNIT.save(folder);
        FileRef added = FileRef.of("z.txt", "z");

        UNIT.commit(em -> {
            Folder loaded = em.find(Folder.class, folder.id);
            loaded.pages.remove(0);
            loaded.pages.add(added);
            loaded.ordered.remove(0);
            loaded.attachments.remove(0);
            loaded.attachments.add(new Attachment(FileRef.of("v.txt", "v"), "v"));
            loaded.labelled.put("l", new Attachment(FileRef.of("m.txt", "m"), "m"));
            em.remove(loaded);
        });

        assertThat(added.isStored()).isFalse();
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(rows("select id from Folder where id = ?", folder)).isEmpty();
    }

    @Test
    void files_that_change_their_order_stay() {
        Folder folder = new Folder();
        folder.ordered.addAll(List.of(FileRef.of("1.txt", "1"), FileRef.of("2.txt", "2"), FileRef.of("3.txt", "3")));
        UNIT.save(folder);

        UNIT.commit(em -> {
            List<FileRef> ordered = em.find(Folder.class, folder.id).ordered;
            ordered.add(0, ordered.remove(2));
        });

        assertThat(UNIT.storage().keys()).hasSize(3);
        assertThat(UNIT.rows(
                        "select ordered from Folder_ordered where Folder_id = ? order by ordered_ORDER", folder.id))
                .containsExactly(
                        folder.ordered.get(2).key(),
                        folder.ordered.get(0).key(),
                        folder.ordered.get(1).key());
    }

    @Test
    void a_file_in_a_set_is_found_after_it_was_stored() {
        Folder folder = new Folder();
        FileRef file = FileRef.of("l.txt", "l");
        folder.loose.add(file);
        UNIT.save(folder);

        assertThat(folder.loose).contains(file);
        UNIT.commit(em -> {
            Folder loaded = em.find(Folder.class, folder.id);
            assertThat(loaded.loose.remove(file)).isTrue();
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_replaced_in_a_map_goes_after_commit() {
        Folder folder = new Folder();
        folder.named.put("front", FileRef.of("old.txt", "old"));
        folder.named.put("back", FileRef.of("back.txt", "back"));
        UNIT.save(folder);
        FileRef fresh = FileRef.of("new.txt", "new");

        UNIT.commit(em -> em.find(Folder.class, folder.id).named.put("front", fresh));

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(fresh.key(), folder.named.get("back").key());
    }

    @Test
    void a_file_replaced_in_an_embeddable_of_a_list_goes_after_commit() {
        Folder folder = new Folder();
        folder.attachments.add(new Attachment(FileRef.of("old.txt", "old"), "first"));
        folder.attachments.add(new Attachment(FileRef.of("second.txt", "second"), "second"));
        UNIT.save(folder);
        FileRef fresh = FileRef.of("new.txt", "new");

        UNIT.commit(em -> em.find(Folder.class, folder.id).attachments.get(0).file = fresh);

        assertThat(fresh.key()).matches("attachments/new_[a-z0-9]{12}\\.txt");
        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(
                        fresh.key(), folder.attachments.get(1).file.key());
        assertThat(rows("select file from Folder_attachments where Folder_id = ?", folder))
                .containsExactlyInAnyOrder(
                        fresh.key(), folder.attachments.get(1).file.key());
    }

    @Test
    void an_embeddable_in_a_map_can_lose_its_file() {
        Folder folder = new Folder();
        folder.labelled.put("x", new Attachment(FileRef.of("old.txt", "old"), "remark"));
        UNIT.save(folder);

        UNIT.commit(em -> em.find(Folder.class, folder.id).labelled.get("x").file = null);

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.rows("select remark from Folder_labelled where Folder_id = ? and file is null", folder.id))
                .hasSize(1);
    }

    @Test
    void a_rollback_undoes_the_collection() {
        Folder folder = UNIT.save(withPages("a", "b"));
        FileRef added = FileRef.of("c.txt", "c");

        UNIT.rollback(em -> {
            Folder loaded = em.find(Folder.class, folder.id);
            loaded.pages.clear();
            loaded.pages.add(added);
        });

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(keys(folder));
        assertThat(added.isStored()).isFalse();
    }

    @Test
    void one_new_file_twice_in_a_list_is_refused() {
        Folder folder = withPages("a");
        folder.pages.add(folder.pages.get(0));

        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("copy()");

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_stored_file_twice_in_its_list_is_refused() {
        Folder folder = UNIT.save(withPages("a"));

        assertThatThrownBy(() -> UNIT.commit(em -> {
                    Folder loaded = em.find(Folder.class, folder.id);
                    loaded.pages.add(loaded.pages.get(0));
                }))
                .hasStackTraceContaining("copy()");

        assertThat(UNIT.storage().keys()).containsExactlyElementsOf(keys(folder));
        assertThat(rows("select pages from Folder_pages where Folder_id = ?", folder))
                .hasSize(1);
    }

    @Test
    void files_that_stay_in_a_changed_list_are_not_looked_up() {
        Folder folder = UNIT.save(withPages("a", "b"));
        UNIT.storage().forgetCalls();
        FileRef added = FileRef.of("c.txt", "c");

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.add(added));

        assertThat(UNIT.storage().calls()).containsExactly("write " + added.key());
    }

    @Test
    void a_list_in_which_SQL_put_a_file_twice_can_still_change() {
        Folder folder = UNIT.save(withPages("a"));
        UNIT.commit(
                em -> em.createNativeQuery("insert into Folder_pages select * from Folder_pages where Folder_id = ?")
                        .setParameter(1, folder.id)
                        .executeUpdate());
        FileRef added = FileRef.of("b.txt", "b");

        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.add(added));
        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.remove(folder.pages.get(0)));

        // One row is left with Hibernate, none with EclipseLink.
        assertThat(rows("select pages from Folder_pages where Folder_id = ?", folder))
                .contains(added.key())
                .containsExactlyInAnyOrderElementsOf(UNIT.storage().keys());
    }

    @Test
    void a_file_moves_from_one_collection_to_another() {
        Folder from = UNIT.save(withPages("a", "b"));
        Folder to = UNIT.save(new Folder());

        UNIT.commit(em -> em.find(Folder.class, to.id)
                .ordered
                .add(em.find(Folder.class, from.id).pages.remove(0)));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrderElementsOf(keys(from));
        assertThat(UNIT.rows("select ordered from Folder_ordered where Folder_id = ?", to.id))
                .hasSize(1);
    }

    @Test
    void loading_and_a_clean_flush_touch_nothing() {
        Folder folder = UNIT.save(withPages("a", "b"));
        UNIT.storage().forgetCalls();
        UNIT.sql().clear();

        UNIT.commit(em -> assertThat(em.find(Folder.class, folder.id).pages).hasSize(2));

        assertThat(UNIT.sql().all()).allMatch(sql -> sql.startsWith("select"));
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    private static Folder withPages(String... names) {
        Folder folder = new Folder();
        for (String name : names) {
            folder.pages.add(FileRef.of(name + ".txt", name));
        }
        return folder;
    }

    private static List<String> keys(Folder folder) {
        return folder.pages.stream().map(FileRef::key).toList();
    }

    private static List<String> rows(String query, Folder folder) {
        return UNIT.rows(query, folder.id);
    }
}
