package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.annotations.PrivateOwned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** Entities that belong to another one, with EclipseLink's annotation for it. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateOwnedTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Whole.class, Piece.class);

    /** Owns a piece. */
    @Entity(name = "Whole")
    public static class Whole {
        @Id
        @GeneratedValue
        public Long id;

        @Nullable
        @OneToOne(cascade = CascadeType.ALL)
        @PrivateOwned
        public Piece piece;
    }

    /** Goes when nobody owns it. */
    @Entity(name = "Piece")
    public static class Piece {
        @Id
        @GeneratedValue
        public Long id;

        @Nullable
        public FileRef file;

        @ElementCollection
        public List<FileRef> pages = new ArrayList<>();
    }

    @Test
    void a_piece_that_is_replaced_takes_its_files_along_also_those_that_it_just_got() {
        Whole whole = UNIT.save(whole());
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            Whole found = em.find(Whole.class, whole.id);
            Piece former = Objects.requireNonNull(found.piece);
            former.pages.add(FileRef.of("late.png", "late"));
            found.piece = new Piece();
            found.piece.file = fresh;
        });

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_piece_gives_its_file_to_the_one_that_replaces_it() {
        Whole whole = UNIT.save(whole());

        UNIT.commit(em -> {
            Whole found = em.find(Whole.class, whole.id);
            Piece next = new Piece();
            next.file = Objects.requireNonNull(found.piece).file;
            found.piece = next;
        });

        assertThat(UNIT.storage().keys())
                .containsExactlyElementsOf(UNIT.rows(
                        "select file from Piece where id in (select piece_id from Whole where id = ?)", whole.id))
                .hasSize(1);
    }

    private static Whole whole() {
        Piece piece = new Piece();
        piece.file = FileRef.of("a.png", "a");
        piece.pages.add(FileRef.of("b.png", "b"));
        Whole whole = new Whole();
        whole.piece = piece;
        return whole;
    }
}
