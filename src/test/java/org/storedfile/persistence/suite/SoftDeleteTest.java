package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.io.IOException;
import java.time.Duration;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;

/** A row that is only marked as deleted still points at its object. */
// @SoftDelete is Hibernate's.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoftDeleteTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Kept.class, Hidden.class, Dated.class, Erased.class)
            .files(files -> files.journal(JournalSettings.builder()
                    .enabled(true)
                    .interval(Duration.ZERO)
                    .build()));

    /** Never leaves its table. */
    @Entity(name = "Kept")
    @SoftDelete
    public static class Kept {
        @Id
        @GeneratedValue
        Long id;

        FileRef file;
    }

    /** Does so by statements of its own. */
    @Entity(name = "Hidden")
    @SQLDelete(sql = "update Hidden set gone = true where id = ? and version = ?")
    @SQLRestriction("gone = false")
    public static class Hidden {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        boolean gone;

        FileRef file;

        @Embedded
        Details details = new Details();
    }

    /** Never leaves its table, and says for how long a removed file is kept. */
    @Entity(name = "Dated")
    @SoftDelete
    public static class Dated {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(onRemove = "P30D")
        FileRef file;
    }

    /** Does so by a statement of its own, and says the same. */
    @Entity(name = "Erased")
    @SQLDelete(sql = "update Erased set gone = true where id = ?")
    public static class Erased {
        @Id
        @GeneratedValue
        Long id;

        boolean gone;

        @StoredFile(onRemove = "P30D")
        FileRef file;
    }

    /** Holds another. */
    @Embeddable
    public static class Details {
        FileRef scan;
    }

    @Test
    void an_entity_that_a_statement_marks_as_deleted_keeps_its_objects() {
        Hidden hidden = new Hidden();
        hidden.file = FileRef.of("front.png", "pixels");
        hidden.details.scan = FileRef.of("scan.png", "pixels");
        UNIT.save(hidden);

        UNIT.commit(em -> em.remove(em.find(Hidden.class, hidden.id)));

        UNIT.commit(em -> assertThat(em.find(Hidden.class, hidden.id)).isNull());
        assertThat(UNIT.value("select scan from Hidden where id = ?", hidden.id))
                .hasValue(hidden.details.scan.key());
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(hidden.file.key(), hidden.details.scan.key());
    }

    @Test
    void a_softly_deleted_entity_keeps_its_object() {
        Kept kept = new Kept();
        kept.file = FileRef.of("front.png", "pixels");
        UNIT.save(kept);

        UNIT.commit(em -> em.remove(em.find(Kept.class, kept.id)));

        UNIT.commit(em -> assertThat(em.find(Kept.class, kept.id)).isNull());
        assertThat(UNIT.value("select file from Kept where id = ?", kept.id)).hasValue(kept.file.key());
        assertThat(UNIT.storage().keys()).containsExactly(kept.file.key());
    }

    @Test
    void a_softly_deleted_entity_that_is_restored_has_its_object_and_gives_it_up_when_it_is_replaced()
            throws IOException {
        Hidden hidden = new Hidden();
        hidden.file = FileRef.of("front.png", "pixels");
        UNIT.save(hidden);
        UNIT.commit(em -> em.remove(em.find(Hidden.class, hidden.id)));

        UNIT.commit(em -> em.createNativeQuery("update Hidden set gone = false").executeUpdate());

        Hidden restored = UNIT.compute(em -> em.find(Hidden.class, hidden.id));
        assertThat(restored.file.open()).hasContent("pixels");
        UNIT.commit(em -> em.find(Hidden.class, hidden.id).file = null);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void what_a_softly_deleted_entity_keeps_is_not_removed_later_although_its_attribute_says_a_time() {
        Dated dated = new Dated();
        dated.file = FileRef.of("front.png", "pixels");
        UNIT.save(dated);
        Erased erased = new Erased();
        erased.file = FileRef.of("back.png", "pixels");
        UNIT.save(erased);

        UNIT.commit(em -> em.remove(em.find(Dated.class, dated.id)));
        UNIT.commit(em -> em.remove(em.find(Erased.class, erased.id)));

        assertThat(UNIT.rows("select object_key from stored_file_journal where state = 'removal'"))
                .isEmpty();
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(dated.file.key(), erased.file.key());
    }

    @Test
    void a_replaced_file_of_one_that_was_not_deleted_still_goes() {
        Kept kept = new Kept();
        kept.file = FileRef.of("old.png", "old");
        UNIT.save(kept);
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Kept.class, kept.id).file = fresh);

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }
}
