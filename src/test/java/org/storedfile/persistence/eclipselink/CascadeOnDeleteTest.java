package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.CascadeOnDelete;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** Rows that the database removes along with others, with EclipseLink's annotation for it. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class CascadeOnDeleteTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Folder.class, Sheet.class);

    @Test
    void files_of_elements_and_of_children_go_with_the_rows() {
        Folder folder = saved();

        UNIT.commit(em -> em.remove(em.find(Folder.class, folder.id)));

        assertThat(UNIT.rows("select id from sheet")).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void they_stay_when_the_removal_is_rolled_back() {
        Folder folder = saved();

        UNIT.rollback(em -> {
            em.remove(em.find(Folder.class, folder.id));
            em.flush();
        });

        assertThat(UNIT.storage().keys()).hasSize(2);
        UNIT.commit(em -> em.remove(em.find(Folder.class, folder.id)));
    }

    private static Folder saved() {
        Folder folder = new Folder();
        folder.pages.add(FileRef.of("page.txt", "page"));
        Sheet sheet = new Sheet();
        sheet.folder = folder;
        sheet.file = FileRef.of("sheet.txt", "sheet");
        folder.sheets.add(sheet);
        return UNIT.save(folder);
    }

    /** Has files in both kinds of rows. */
    @Entity(name = "Folder")
    public static class Folder {
        @Id
        @GeneratedValue
        public Long id;

        @ElementCollection
        @CascadeOnDelete
        public List<FileRef> pages = new ArrayList<>();

        @OneToMany(mappedBy = "folder", cascade = CascadeType.ALL)
        @CascadeOnDelete
        public List<Sheet> sheets = new ArrayList<>();
    }

    /** Goes with its folder. */
    @Entity(name = "Sheet")
    public static class Sheet {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne
        public Folder folder;

        public FileRef file;
    }
}
