package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.persistence.descriptors.changetracking.ChangeTracker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Files that are set by reflection, which classes do not notice that EclipseLink wove. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnnoticedFileTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Desk.class, Drawing.class);

    /** Has a file of each kind. */
    @Entity(name = "Desk")
    public static class Desk {
        @Id
        @GeneratedValue
        public Long id;

        public String title;

        public FileRef cover;

        @Embedded
        public Drawing drawing = new Drawing();

        @ElementCollection
        public List<FileRef> pages = new ArrayList<>();
    }

    /** Has one more. */
    @Embeddable
    public static class Drawing {
        @Nullable
        public FileRef file;
    }

    /** What is set. */
    private enum Place {
        COVER("cover from Desk") {
            @Override
            void set(Desk desk, FileRef file) {
                write(desk, "cover", file);
            }
        },
        DRAWING("file from Desk") {
            @Override
            void set(Desk desk, FileRef file) {
                write(read(desk, "drawing"), "file", file);
            }
        },
        PAGES("pages from Desk_pages") {
            @Override
            void set(Desk desk, FileRef file) {
                write(desk, "pages", new ArrayList<>(List.of(file)));
            }
        };

        private final String column;

        Place(String column) {
            this.column = column;
        }

        abstract void set(Desk desk, FileRef file);
    }

    @ParameterizedTest
    @EnumSource
    void a_new_file_gets_into_its_row_or_is_refused_beside_a_change_that_is_noticed(Place place) {
        assertWrittenOrRefused(place, desk -> desk.title = "noticed");
    }

    @ParameterizedTest
    @EnumSource
    void a_new_file_gets_into_its_row_or_is_refused_alone(Place place) {
        assertWrittenOrRefused(place, desk -> {});
    }

    private static void assertWrittenOrRefused(Place place, Consumer<Desk> other) {
        Desk desk = new Desk();
        desk.cover = FileRef.of("cover.png", "old");
        desk.drawing.file = FileRef.of("drawing.png", "old");
        desk.pages.add(FileRef.of("page.png", "old"));
        UNIT.save(desk);
        FileRef fresh = FileRef.of("new.png", "new");

        try (Work work = UNIT.begin()) {
            Desk loaded = work.em().find(Desk.class, desk.id);
            other.accept(loaded);
            place.set(loaded, fresh);
            if (loaded instanceof ChangeTracker) {
                assertThatThrownBy(work::commit).hasStackTraceContaining("the file 'new.png' of Desk.");
            } else {
                work.commit();
                assertThat(UNIT.rows("select " + place.column)).contains(fresh.key());
            }
        }

        assertThat(UNIT.storage().keys())
                .hasSize(3)
                .containsAll(UNIT.rows("select cover from Desk where id = ?", desk.id))
                .containsAll(UNIT.rows("select file from Desk where id = ?", desk.id))
                .containsAll(UNIT.rows("select pages from Desk_pages where Desk_id = ?", desk.id));
    }

    private static Object read(Object owner, String field) {
        try {
            var found = owner.getClass().getDeclaredField(field);
            found.setAccessible(true);
            return found.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Object owner, String field, Object value) {
        try {
            var found = owner.getClass().getDeclaredField(field);
            found.setAccessible(true);
            found.set(owner, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
