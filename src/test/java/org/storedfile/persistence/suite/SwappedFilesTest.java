package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.persistence.suite.CompositeIdTest.Ticket;
import org.storedfile.persistence.suite.run.Unit;

/** Rows that are asked one by one, by their composite keys, after a statement gave them the files of one another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SwappedFilesTest {
    enum When {
        BEFORE_THE_COMMIT,
        BEFORE_THE_COMMIT_WITH_JTA,
        AFTER_THE_COMMIT;

        Unit unit() {
            Unit unit = Unit.of(Ticket.class);
            return switch (this) {
                case BEFORE_THE_COMMIT -> unit;
                case BEFORE_THE_COMMIT_WITH_JTA -> unit.jta();
                case AFTER_THE_COMMIT ->
                    unit.jta()
                            .files(files -> files.journal(
                                    JournalSettings.builder().enabled(false).build()));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_rows_gave_up_and_have_of_one_another_stays(When asked) {
        try (Unit unit = asked.unit().start()) {
            Ticket one = saved(unit, 1);
            Ticket two = saved(unit, 2);
            Ticket three = saved(unit, 3);

            unit.commit(em -> {
                clear(em, one);
                clear(em, two);
                clear(em, three);
                em.flush();
                give(em, one.scan, two);
                give(em, two.scan, one);
            });

            assertThat(unit.rows("select scan from Ticket order by ticket_number"))
                    .containsExactly(two.scan.key(), one.scan.key(), null);
            assertThat(unit.storage().keys()).containsExactlyInAnyOrder(one.scan.key(), two.scan.key());
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_row_is_asked_once(When asked) {
        try (Unit unit = asked.unit().start()) {
            Ticket one = saved(unit, 1);
            Ticket two = saved(unit, 2);

            unit.commit(em -> {
                clear(em, one);
                clear(em, two);
                em.flush();
                unit.sql().clear();
            });

            assertThat(unit.sql().all("select")).hasSize(2);
        }
    }

    private static Ticket saved(Unit unit, int number) {
        Ticket ticket = new Ticket();
        ticket.number = number;
        ticket.event = "opera";
        ticket.scan = FileRef.of("scan.png", "scan " + number);
        return unit.save(ticket);
    }

    private static void clear(EntityManager em, Ticket ticket) {
        em.find(Ticket.class, new CompositeIdTest.TicketId(ticket.number, ticket.event)).scan = null;
    }

    private static void give(EntityManager em, FileRef scan, Ticket to) {
        em.createQuery("update Ticket t set t.scan = :scan where t.number = :number")
                .setParameter("scan", scan)
                .setParameter("number", to.number)
                .executeUpdate();
    }
}
