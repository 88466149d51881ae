package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Attachment;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Refusal;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Rows without a version whose file others replaced, while something beside it in the same embeddable changes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StaleEmbeddableTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Letter.class, Attachment.class);

    @Test
    @MayBeRefused
    void a_change_beside_the_file_does_not_bring_a_removed_key_back() {
        Letter letter = UNIT.save(new Letter(FileRef.of("a.png", "a")));
        try (Work slow = UNIT.begin()) {
            Letter stale = slow.em().find(Letter.class, letter.id);
            UNIT.commit(em -> em.find(Letter.class, letter.id).attachment.file = FileRef.of("b.png", "b"));
            stale.attachment.remark = "changed";
            commitOrRefuse(slow, "removed meanwhile");
        }

        assertNoneMissing();
    }

    @Test
    @MayBeRefused
    void a_change_beside_the_file_does_not_take_it_from_its_new_owner() {
        Letter letter = UNIT.save(new Letter(FileRef.of("a.png", "a")));
        Letter other = UNIT.save(new Letter(null));
        try (Work slow = UNIT.begin()) {
            Letter stale = slow.em().find(Letter.class, letter.id);
            UNIT.commit(em -> {
                Attachment from = em.find(Letter.class, letter.id).attachment;
                em.find(Letter.class, other.id).attachment = new Attachment(from.file, "moved");
                from.file = null;
            });
            stale.attachment.remark = "changed";
            commitOrRefuse(slow, "would be held by two attributes");
        }

        assertNoneMissing();
        assertThat(UNIT.rows("select file from Letter where file is not null and id in (?, ?)", letter.id, other.id))
                .hasSize(1);
    }

    @Test
    void a_change_beside_a_file_that_nobody_touched_is_saved() {
        Letter letter = UNIT.save(new Letter(FileRef.of("a.png", "a")));

        UNIT.commit(em -> em.find(Letter.class, letter.id).attachment.remark = "changed");

        assertThat(UNIT.value("select remark from Letter where id = ?", letter.id))
                .hasValue("changed");
        assertThat(UNIT.storage().keys()).containsExactly(letter.attachment.file.key());
        assertThat(UNIT.storage().calls("find")).isEmpty();
    }

    // EclipseLink writes only what changed in an embeddable; Hibernate all of it.
    private static void commitOrRefuse(Work work, String reason) {
        try {
            work.commit();
        } catch (Work.EndFailed refused) {
            assertThat(refused)
                    .satisfiesAnyOf(
                            Refusal::require, thrown -> assertThat(thrown).hasStackTraceContaining(reason));
        }
    }

    // Of the keys that this test wrote: the storage is emptied after each, the table is not.
    private static void assertNoneMissing() {
        assertThat(UNIT.rows("select file from Letter where file is not null"))
                .filteredOn(key -> UNIT.storage().calls().contains("write " + key))
                .isNotEmpty()
                .allMatch(key -> UNIT.storage().keys().contains(key), "is in the storage");
    }

    /** Holds a file with a remark. */
    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        Attachment attachment;

        public Letter() {}

        Letter(FileRef file) {
            attachment = new Attachment(file, "none");
        }
    }
}
