package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.OptimisticLocking;
import org.eclipse.persistence.annotations.OptimisticLockingType;
import org.eclipse.persistence.exceptions.OptimisticLockException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Refusal;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Files that another transaction moves out of a row, whose columns EclipseLink compares instead of a version. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LockingPolicyTest {
    private static final List<Class<? extends Sheaf>> ALL = List.of(BySelected.class, ByChanged.class, ByAll.class);

    @RegisterExtension
    static final Unit UNIT = Unit.of(Sheaf.class, BySelected.class, ByChanged.class, ByAll.class);

    /** Has no version. */
    @MappedSuperclass
    public abstract static class Sheaf {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @Column(name = "TITLE")
        String title = "same";

        @Nullable
        FileRef cover;

        @ElementCollection
        List<FileRef> pages = new ArrayList<>();
    }

    /** Compares its title. */
    @Entity(name = "BySelected")
    @OptimisticLocking(type = OptimisticLockingType.SELECTED_COLUMNS, selectedColumns = @Column(name = "TITLE"))
    public static class BySelected extends Sheaf {}

    /** Compares what it changed. */
    @Entity(name = "ByChanged")
    @OptimisticLocking(type = OptimisticLockingType.CHANGED_COLUMNS)
    public static class ByChanged extends Sheaf {}

    /** Compares all. */
    @Entity(name = "ByAll")
    @OptimisticLocking(type = OptimisticLockingType.ALL_COLUMNS)
    public static class ByAll extends Sheaf {}

    /** What the second transaction does with the row. */
    private enum Change {
        REPLACE,
        CLEAR,
        REMOVE;

        void make(EntityManager em, Sheaf sheaf) {
            switch (this) {
                case REPLACE -> sheaf.cover = FileRef.of("b.png", "b");
                case CLEAR -> sheaf.pages.clear();
                case REMOVE -> em.remove(sheaf);
            }
        }
    }

    static Stream<Arguments> changes() {
        return ALL.stream().flatMap(type -> Stream.of(Change.values()).map(change -> Arguments.of(type, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void files_that_were_moved_stay_with_their_new_owner(Class<? extends Sheaf> type, Change change) {
        Sheaf from = saved(type);
        Sheaf to = UNIT.save(made(type));

        try (Work slow = UNIT.begin()) {
            Sheaf stale = slow.em().find(type, from.id);
            UNIT.commit(em -> move(em, from, to));
            change.make(slow.em(), stale);
            commitOrRefuse(slow::commit);
        }

        assertNothingLost(from, to);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void files_that_are_being_moved_stay_with_their_new_owner(Class<? extends Sheaf> type, Change change) {
        Sheaf from = saved(type);
        Sheaf to = UNIT.save(made(type));

        commitOrRefuse(() ->
                Mover.during(UNIT, em -> move(em, from, to), em -> change.make(em, em.find(type, from.id))));

        assertNothingLost(from, to);
    }

    private static Sheaf saved(Class<? extends Sheaf> type) {
        Sheaf sheaf = made(type);
        sheaf.cover = FileRef.of("a.png", "a");
        sheaf.pages.add(FileRef.of("p.png", "p"));
        return UNIT.save(sheaf);
    }

    private static Sheaf made(Class<? extends Sheaf> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void move(EntityManager em, Sheaf from, Sheaf to) {
        Sheaf source = em.find(from.getClass(), from.id);
        Sheaf target = em.find(to.getClass(), to.id);
        target.cover = source.cover;
        source.cover = null;
        target.pages.add(source.pages.remove(0));
    }

    // What compares the cover may find that it is not the same.
    private static void commitOrRefuse(Runnable commit) {
        try {
            commit.run();
        } catch (Work.EndFailed | CompletionException e) {
            assertThat(e)
                    .satisfiesAnyOf(
                            Refusal::require,
                            thrown -> assertThat(thrown).hasRootCauseInstanceOf(OptimisticLockException.class));
        }
    }

    private static void assertNothingLost(Sheaf from, Sheaf to) {
        String name = from.getClass().getSimpleName();
        List<String> keys = UNIT.rows(
                "select cover from " + name + " where cover is not null and id in (?, ?) union all select pages from "
                        + name + "_pages where " + name + "_id in (?, ?)",
                from.id,
                to.id,
                from.id,
                to.id);
        assertThat(keys)
                .contains(
                        Objects.requireNonNull(from.cover).key(),
                        from.pages.get(0).key());
        assertThat(UNIT.storage().keys()).containsAll(keys);
    }
}
