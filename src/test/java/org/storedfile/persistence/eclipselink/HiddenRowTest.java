package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** Rows that EclipseLink hides from queries. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class HiddenRowTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Paper.class, Letter.class, Leaf.class).with("tenant", "acme");

    /** Is hidden by its title. */
    @Entity(name = "Paper")
    @Table(name = "papers")
    @Inheritance(strategy = InheritanceType.JOINED)
    @AdditionalCriteria("this.title = 'seen'")
    public static class Paper {
        @Id
        @GeneratedValue
        public Long id;

        public String title = "seen";

        @Nullable
        public FileRef cover;
    }

    /** Has a table of its own. */
    @Entity(name = "Letter")
    @Table(name = "letters")
    public static class Letter extends Paper {
        @Nullable
        public FileRef scan;

        @ElementCollection
        public List<FileRef> pages = new ArrayList<>();
    }

    /** Belongs to a tenant. */
    @Entity(name = "Leaf")
    @Table(name = "leaves")
    @Multitenant
    @TenantDiscriminatorColumn(name = "owner", contextProperty = "tenant")
    public static class Leaf {
        @Id
        @GeneratedValue
        public Long id;

        @Nullable
        public FileRef cover;

        @ElementCollection
        public List<FileRef> pages = new ArrayList<>();
    }

    @Test
    void files_replaced_after_the_row_was_hidden_go() {
        Letter letter = UNIT.save(letter());
        FileRef added = FileRef.of("d.png", "d");
        List<FileRef> fresh = List.of(FileRef.of("e.png", "e"), FileRef.of("f.png", "f"), added);

        UNIT.commit(em -> {
            Letter found = em.find(Letter.class, letter.id);
            found.title = "hidden";
            em.flush();
            found.cover = fresh.get(0);
            found.scan = fresh.get(1);
            found.pages.clear();
            found.pages.add(added);
        });

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrderElementsOf(
                        fresh.stream().map(FileRef::key).toList());
    }

    @Test
    void files_added_after_the_row_was_hidden_are_held() {
        Letter letter = UNIT.save(letter());

        UNIT.commit(em -> {
            Letter found = em.find(Letter.class, letter.id);
            found.title = "hidden";
            em.flush();
            found.pages.add(FileRef.of("d.png", "d"));
        });

        assertThat(UNIT.storage().keys()).hasSize(4);
    }

    @Test
    void files_of_a_row_that_is_hidden_and_removed_go() {
        Letter letter = UNIT.save(letter());

        UNIT.commit(em -> {
            Letter found = em.find(Letter.class, letter.id);
            found.title = "hidden";
            em.flush();
            em.remove(found);
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void files_of_a_tenant_come_and_go() {
        assertLives(UNIT);
    }

    @Test
    void files_of_a_tenant_come_and_go_with_JTA() {
        try (Unit unit =
                Unit.of(Leaf.class).beside(UNIT).jta().with("tenant", "acme").start()) {
            assertLives(unit);
        }
    }

    private static void assertLives(Unit unit) {
        Leaf leaf = new Leaf();
        leaf.cover = FileRef.of("a.png", "a");
        leaf.pages.add(FileRef.of("b.png", "b"));
        unit.save(leaf);
        FileRef cover = FileRef.of("c.png", "c");
        FileRef page = FileRef.of("d.png", "d");

        unit.commit(em -> {
            Leaf found = em.find(Leaf.class, leaf.id);
            found.cover = cover;
            found.pages.set(0, page);
        });

        assertThat(unit.storage().keys()).containsExactlyInAnyOrder(cover.key(), page.key());
        unit.commit(em -> em.remove(em.find(Leaf.class, leaf.id)));
        assertThat(unit.storage().keys()).isEmpty();
    }

    private static Letter letter() {
        Letter letter = new Letter();
        letter.cover = FileRef.of("a.png", "a");
        letter.scan = FileRef.of("b.png", "b");
        letter.pages.add(FileRef.of("c.png", "c"));
        return letter;
    }
}
