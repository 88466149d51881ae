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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Unit;

/** Files that another transaction is moving out of a row without a version, while this one writes the row. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MovedFileTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Place.class, Drawer.class);

    /** Has no version. */
    @Entity(name = "Place")
    @Inheritance(strategy = InheritanceType.JOINED)
    @Table(name = "places")
    public static class Place {
        @Id
        @GeneratedValue
        Long id;

        String title;
    }

    /** Its files are in a table of its own, and in another one. */
    @Entity(name = "Drawer")
    @Table(name = "drawers")
    public static class Drawer extends Place {
        @Nullable
        FileRef cover;

        @ElementCollection
        List<FileRef> pages = new ArrayList<>();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @MayBeRefused
    void the_file_of_a_column_stays_with_its_new_owner(boolean isRemoved) {
        FileRef file = FileRef.of("a.png", "a");
        Drawer from = new Drawer();
        from.cover = file;
        UNIT.save(from);
        Drawer to = UNIT.save(new Drawer());

        Mover.during(
                UNIT,
                em -> {
                    Drawer found = em.find(Drawer.class, from.id);
                    em.find(Drawer.class, to.id).cover = found.cover;
                    found.cover = null;
                },
                em -> {
                    Drawer stale = em.find(Drawer.class, from.id);
                    if (isRemoved) {
                        em.remove(stale);
                    } else {
                        stale.cover = FileRef.of("b.png", "b");
                    }
                });

        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrderElementsOf(
                        keys("select cover from drawers where cover is not null and id in (?, ?)", from, to))
                .contains(file.key());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @MayBeRefused
    void the_file_of_a_collection_stays_with_its_new_owner(boolean isRemoved) {
        Drawer from = new Drawer();
        from.pages.add(FileRef.of("a.png", "a"));
        UNIT.save(from);
        Drawer to = UNIT.save(new Drawer());

        Mover.during(
                UNIT,
                em -> em.find(Drawer.class, to.id)
                        .pages
                        .add(em.find(Drawer.class, from.id).pages.remove(0)),
                em -> {
                    Drawer stale = em.find(Drawer.class, from.id);
                    if (isRemoved) {
                        em.remove(stale);
                    } else {
                        stale.pages.clear();
                    }
                });

        assertThat(UNIT.storage().keys())
                .containsExactlyElementsOf(keys("select pages from Drawer_pages where Drawer_id in (?, ?)", from, to))
                .hasSize(1);
    }

    @Test
    void a_change_of_another_column_locks_nothing() {
        Drawer drawer = new Drawer();
        drawer.cover = FileRef.of("a.png", "a");
        UNIT.save(drawer);
        UNIT.sql().clear();

        UNIT.commit(em -> em.find(Drawer.class, drawer.id).title = "other");

        assertThat(UNIT.sql().all()).noneMatch(sql -> sql.contains("for update"));
    }

    private static List<String> keys(String query, Drawer from, Drawer to) {
        return UNIT.rows(query, from.id, to.id);
    }
}
