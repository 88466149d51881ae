package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** Rows that are found by more than one column, and whose files no version guards. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompositeIdTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Seat.class, Box.class, Ticket.class);

    /** Not in the order of the alphabet. */
    @Embeddable
    public static class Place implements Serializable {
        private static final long serialVersionUID = 1;

        @Column(name = "seat_row")
        int row;

        String hall;

        public Place() {}

        Place(int row, String hall) {
            this.row = row;
            this.hall = hall;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place that && row == that.row && hall.equals(that.hall);
        }

        @Override
        public int hashCode() {
            return Objects.hash(row, hall);
        }
    }

    /** Has its identifier in one attribute. */
    @Entity(name = "Seat")
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "seat_rest")
    public static class Seat {
        @EmbeddedId
        Place place;

        FileRef photo;

        @Column(table = "seat_rest")
        FileRef plan;

        @ElementCollection
        List<FileRef> views = new ArrayList<>();
    }

    /** Has one more. */
    @Entity(name = "Box")
    public static class Box extends Seat {
        FileRef door;
    }

    /** The identifier of a ticket. */
    public record TicketId(int number, String event) implements Serializable {}

    /** Has its identifier in two attributes. */
    @Entity(name = "Ticket")
    @IdClass(TicketId.class)
    public static class Ticket {
        @Id
        @Column(name = "ticket_number")
        int number;

        @Id
        String event;

        FileRef scan;
    }

    @Test
    void all_files_of_a_removed_entity_go() {
        Place place = new Place(7, "a");
        Box box = new Box();
        box.place = place;
        box.photo = FileRef.of("photo.png", "p");
        box.plan = FileRef.of("plan.png", "p");
        box.door = FileRef.of("door.png", "p");
        box.views.add(FileRef.of("view.png", "p"));
        UNIT.save(box);
        Box neighbour = new Box();
        neighbour.place = new Place(8, "a");
        neighbour.photo = FileRef.of("photo.png", "p");
        UNIT.save(neighbour);
        assertThat(UNIT.storage().keys()).hasSize(5);

        UNIT.commit(em -> em.remove(em.find(Seat.class, place)));

        assertThat(UNIT.storage().keys()).containsExactly(neighbour.photo.key());
    }

    @Test
    void a_replaced_file_goes() {
        Ticket ticket = new Ticket();
        ticket.number = 3;
        ticket.event = "opera";
        ticket.scan = FileRef.of("old.png", "old");
        UNIT.save(ticket);
        FileRef fresh = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Ticket.class, new TicketId(3, "opera")).scan = fresh);

        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }
}
