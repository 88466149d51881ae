package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.Unit;

/** Files in a subclass of an embeddable, whose attributes a value of another class does not have. */
// Only Hibernate maps them.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddableSubclassTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Letter.class, Item.class, Scan.class);

    /** Has one item, and more. */
    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        Item item;

        @ElementCollection
        List<Item> items = new ArrayList<>();
    }

    /** Has no file. */
    @Embeddable
    public static class Item {
        String note;
        String type;
    }

    /** Has one. */
    @Embeddable
    public static class Scan extends Item {
        @StoredFile(sizeAttribute = "size", contentTypeAttribute = "type")
        FileRef file;

        Long size;

        static Scan of(String name) {
            Scan scan = new Scan();
            scan.file = FileRef.of(name, name);
            return scan;
        }
    }

    @Test
    void they_are_stored_and_go_when_another_class_takes_their_place() {
        Letter letter = new Letter();
        letter.item = Scan.of("a.txt");
        UNIT.save(letter);
        assertThat(UNIT.rows("select file from Letter where id = ?", letter.id))
                .containsExactlyElementsOf(UNIT.storage().keys())
                .hasSize(1);
        assertThat(UNIT.value("select size from Letter where id = ?", letter.id))
                .hasValue("5");

        UNIT.commit(em -> em.find(Letter.class, letter.id).item = noted("plain"));
        assertThat(UNIT.storage().keys()).isEmpty();

        UNIT.commit(em -> em.find(Letter.class, letter.id).item = Scan.of("b.txt"));
        assertThat(UNIT.rows("select file from Letter where id = ?", letter.id))
                .containsExactlyElementsOf(UNIT.storage().keys())
                .hasSize(1);

        UNIT.commit(em -> em.remove(em.find(Letter.class, letter.id)));
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void in_a_collection_they_lie_beside_others() {
        Letter letter = new Letter();
        letter.item = noted("cover");
        letter.items.add(noted("plain"));
        letter.items.add(Scan.of("a.txt"));
        letter.items.add(Scan.of("b.txt"));
        UNIT.save(letter);
        assertThat(UNIT.storage().keys()).hasSize(2);

        UNIT.commit(em -> em.find(Letter.class, letter.id).items.remove(1));
        assertThat(UNIT.rows("select file from Letter_items where file is not null"))
                .containsExactlyElementsOf(UNIT.storage().keys())
                .hasSize(1);

        UNIT.commit(em -> em.remove(em.find(Letter.class, letter.id)));
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void their_columns_are_known_to_maintenance() {
        assertThat(FileTables.of(UNIT.factory()).columns())
                .extracting(FileColumn::attribute)
                .containsExactlyInAnyOrder("Letter.item.file", "Letter.items.file");
    }

    private static Item noted(String note) {
        Item item = new Item();
        item.note = note;
        return item;
    }
}
