package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Shape;
import org.storedfile.persistence.suite.model.Shapes;
import org.storedfile.persistence.suite.model.Shapes.TwoFiles;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.KeepingTrigger;
import org.storedfile.persistence.suite.run.SettableTenant;
import org.storedfile.persistence.suite.run.SqlLog;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Of many rows that give up files in one transaction, whatever their mapping, each loses what it has no more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("hibernate")
class ManyRowsOfAnyShapeTest {
    // For each of the two columns, one statement with 128 keys and one with the rest.
    private static final int MANY = 131;
    private static final int STATEMENTS = 4;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Stream.concat(
                            Stream.of(Shape.values()).map(Shape::type),
                            Stream.of(
                                    Shapes.Single.class,
                                    Shapes.Joined.class,
                                    Shapes.PerClass.class,
                                    Shapes.Citizen.class,
                                    Shapes.Marking.class))
                    .toArray(Class<?>[]::new))
            .with("hibernate.hbm2ddl.create_namespaces", "true")
            // By name: its class needs Hibernate's.
            .with("hibernate.tenant_identifier_resolver", "org.storedfile.persistence.suite.run.SettableTenant");

    @ParameterizedTest
    @EnumSource
    void those_of_replaced_files_are_asked_together(Shape shape) {
        List<TwoFiles> saved = saved(shape, MANY);

        List<TwoFiles> changed = new ArrayList<>();
        try (Work work = UNIT.begin()) {
            each(work.em(), saved, found -> {
                found.first(file("new"));
                found.second(file("new"));
                changed.add(found);
            });
            work.em().flush();
            UNIT.sql().clear();
            work.commit();
        }

        assertAsked(shape);
        assertThat(UNIT.storage().keys()).isEqualTo(keys(changed)).doesNotContainAnyElementsOf(keys(saved));
    }

    @ParameterizedTest
    @EnumSource
    void those_of_removed_rows_are_asked_together(Shape shape) {
        List<TwoFiles> gone = saved(shape, MANY);
        List<TwoFiles> stay = saved(shape, 7);

        try (Work work = UNIT.begin()) {
            each(work.em(), gone, work.em()::remove);
            work.em().flush();
            UNIT.sql().clear();
            work.commit();
        }

        Set<String> expected = keys(stay);
        if (shape.isOnlyMarked()) {
            expected.addAll(keys(gone));
        } else {
            assertAsked(shape);
        }
        assertThat(UNIT.storage().keys()).isEqualTo(expected);
    }

    private static void assertAsked(Shape shape) {
        List<String> asked = UNIT.sql().all("select");
        if (shape.isGrouped() && !Isolation.isSerializable()) {
            assertThat(asked).hasSize(STATEMENTS).allMatch(SqlLog::isOfSeveralRows);
        } else {
            assertThat(asked).hasSize(2 * MANY).noneMatch(SqlLog::isOfSeveralRows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_statement_gave_back_to_some_of_them_stays(Shape shape) {
        assumeNamed(shape);
        List<TwoFiles> saved = saved(shape, MANY);

        UNIT.commit(em -> {
            each(em, saved, found -> found.second(null));
            em.flush();
            give(em, shape, saved.get(3), saved.get(3));
            give(em, shape, saved.get(130), saved.get(130));
        });

        assertThat(UNIT.storage().keys()).isEqualTo(firstAnd(saved, 3, 130));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_statement_gave_to_another_of_them_stays(Shape shape) {
        assumeNamed(shape);
        List<TwoFiles> saved = saved(shape, MANY);

        UNIT.commit(em -> {
            each(em, saved, found -> found.second(null));
            em.flush();
            give(em, shape, saved.get(5), saved.get(129));
            give(em, shape, saved.get(130), saved.get(9));
        });

        assertThat(UNIT.storage().keys()).isEqualTo(firstAnd(saved, 5, 130));
    }

    private static void assumeNamed(Shape shape) {
        assumeFalse(
                Unit.isOnMaria()
                        && (shape.table().contains("\"") || shape.table().contains(".")),
                "MariaDB has no schemas, and quotes names in its own way");
    }

    // Puts the second file of one into the row of the other.
    private static void give(EntityManager em, Shape shape, TwoFiles from, TwoFiles to) {
        int changed = em.createNativeQuery(
                        "update " + shape.table() + " set " + shape.column() + " = ?1 where " + shape.key() + " = ?2")
                .setParameter(1, from.second().key())
                .setParameter(2, to.key())
                .executeUpdate();
        assertThat(changed).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void what_a_trigger_leaves_in_some_of_them_stays(Shape shape) {
        assumeNamed(shape);
        List<TwoFiles> saved = saved(shape, MANY);
        Set<String> kept =
                Set.of(saved.get(0).second().key(), saved.get(130).second().key());
        Runnable end = KeepingTrigger.keep(UNIT, shape.table(), shape.column(), kept);

        try {
            UNIT.commit(em -> each(em, saved, found -> found.second(null)));
        } finally {
            end.run();
        }

        assertThat(UNIT.storage().keys()).isEqualTo(firstAnd(saved, 0, 130));
    }

    @ParameterizedTest
    @EnumSource
    void what_came_back_with_a_savepoint_stays(Shape shape) {
        assumeFalse(shape.isOnlyMarked(), "a row that is marked has all its files");
        List<TwoFiles> gone = saved(shape, 130);
        List<TwoFiles> back = saved(shape, 130);

        try (Work work = UNIT.begin()) {
            Session session = work.em().unwrap(Session.class);
            each(work.em(), gone, work.em()::remove);
            work.em().flush();
            Savepoint savepoint = session.doReturningWork(Connection::setSavepoint);
            each(work.em(), back, work.em()::remove);
            work.em().flush();
            session.doWork(connection -> connection.rollback(savepoint));
            work.commit();
        }

        assertThat(UNIT.storage().keys()).isEqualTo(keys(back));
    }

    @ParameterizedTest
    @EnumSource
    void what_moves_to_the_other_attribute_stays(Shape shape) {
        List<TwoFiles> saved = saved(shape, MANY);

        UNIT.commit(em -> each(em, saved, found -> {
            found.first(found.second());
            found.second(null);
        }));

        Set<String> seconds = new TreeSet<>();
        saved.forEach(row -> seconds.add(row.second().key()));
        assertThat(UNIT.storage().keys()).isEqualTo(seconds);
    }

    @Test
    void rows_that_their_own_statement_spares_keep_their_files() {
        List<TwoFiles> saved = saved(Shape.SPARED, MANY);
        UNIT.commit(em -> each(em, saved.subList(100, MANY), found -> ((Shapes.Spared) found).locked = true));

        UNIT.commit(em -> each(em, saved, em::remove));

        assertThat(UNIT.storage().keys()).isEqualTo(keys(saved.subList(100, MANY)));
    }

    @Test
    void elements_that_are_only_marked_keep_their_files() {
        List<Shapes.Marking> owners = IntStream.range(0, MANY)
                .mapToObj(any -> {
                    Shapes.Marking owner = new Shapes.Marking();
                    owner.files.add(file("one"));
                    owner.files.add(file("two"));
                    return owner;
                })
                .toList();
        UNIT.commit(em -> owners.forEach(em::persist));

        UNIT.commit(em -> owners.forEach(owner -> em.find(Shapes.Marking.class, owner.id)
                .files
                .removeIf(file -> file.name().startsWith("one"))));

        UNIT.commit(em -> assertThat(em.find(Shapes.Marking.class, owners.get(0).id).files)
                .hasSize(1));
        assertThat(UNIT.rows("select files from Marking_files")).hasSize(2 * MANY);
        assertThat(UNIT.storage().keys()).hasSize(2 * MANY);
    }

    @Test
    void rows_of_all_shapes_give_up_files_in_one_transaction() {
        List<TwoFiles> gone = new ArrayList<>();
        List<TwoFiles> cleared = new ArrayList<>();
        List<TwoFiles> untouched = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            gone.addAll(saved(shape, shape.isOnlyMarked() ? 0 : 3));
            cleared.addAll(saved(shape, 3));
            untouched.addAll(saved(shape, 2));
        }

        UNIT.commit(em -> {
            each(em, gone, em::remove);
            each(em, cleared, found -> found.second(null));
        });

        Set<String> expected = keys(untouched);
        cleared.forEach(row -> expected.add(row.first().key()));
        assertThat(UNIT.storage().keys()).isEqualTo(expected);
    }

    @Test
    void rows_of_another_tenant_keep_theirs() {
        List<TwoFiles> gone = saved(Shape.TENANT, MANY);
        SettableTenant.set("two");
        try {
            List<TwoFiles> others = saved(Shape.TENANT, MANY);
            SettableTenant.set("one");
            UNIT.commit(em -> each(em, gone, em::remove));
            assertThat(UNIT.storage().keys()).isEqualTo(keys(others));

            SettableTenant.set("two");
            UNIT.commit(em -> each(em, others, found -> found.second(null)));
            assertThat(UNIT.storage().keys()).isEqualTo(firstAnd(others));
        } finally {
            SettableTenant.set("one");
        }
    }

    private static List<TwoFiles> saved(Shape shape, int number) {
        List<TwoFiles> rows = IntStream.range(0, number)
                .mapToObj(any -> {
                    TwoFiles row = shape.create();
                    row.first(file("old"));
                    row.second(file("old"));
                    return row;
                })
                .toList();
        UNIT.commit(em -> rows.forEach(em::persist));
        return rows;
    }

    private static void each(EntityManager em, List<TwoFiles> rows, Consumer<TwoFiles> change) {
        rows.forEach(row -> change.accept(em.find(row.getClass(), row.id())));
    }

    private static FileRef file(String name) {
        return FileRef.of(name + ".txt", name);
    }

    private static Set<String> keys(List<TwoFiles> rows) {
        Set<String> keys = new TreeSet<>();
        rows.forEach(row -> keys.addAll(Set.of(row.first().key(), row.second().key())));
        return keys;
    }

    private static Set<String> firstAnd(List<TwoFiles> rows, int... seconds) {
        Set<String> keys = new TreeSet<>();
        rows.forEach(row -> keys.add(row.first().key()));
        IntStream.of(seconds)
                .forEach(number -> keys.add(rows.get(number).second().key()));
        return keys;
    }
}
