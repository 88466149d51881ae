package org.storedfile.persistence.suite.model;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.TenantId;
import org.hibernate.jdbc.Expectation;
import org.storedfile.FileRef;

/** Entities with two files each, the second of which lies wherever a mapping can put it. */
public final class Shapes {
    private Shapes() {}

    /** What all have. */
    public interface TwoFiles {
        /** Returns the identifier. */
        Object id();

        /** Returns what the database finds the row by. */
        default Object key() {
            return id();
        }

        FileRef first();

        void first(FileRef file);

        FileRef second();

        void second(FileRef file);
    }

    /** Has the first. */
    @MappedSuperclass
    public abstract static class First implements TwoFiles {
        @Column(name = "first_file")
        FileRef first;

        @Override
        public FileRef first() {
            return first;
        }

        @Override
        public void first(FileRef file) {
            first = file;
        }
    }

    /** Has both in columns of its own. */
    @MappedSuperclass
    public abstract static class Both extends First {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** Has a number that the database gives, and the first file. */
    @MappedSuperclass
    public abstract static class Numbered extends First {
        @Id
        @GeneratedValue
        Long id;

        @Override
        public Object id() {
            return id;
        }
    }

    /** Has a number that the database gives, and both files. */
    @MappedSuperclass
    public abstract static class NumberedBoth extends Both {
        @Id
        @GeneratedValue
        Long id;

        @Override
        public Object id() {
            return id;
        }
    }

    /** A long number, and both in one table. */
    @Entity(name = "Plain")
    public static class Plain extends NumberedBoth {}

    /** One table for all. */
    @Entity(name = "Single")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    public abstract static class Single extends Numbered {}

    /** In the one table. */
    @Entity(name = "SingleChild")
    public static class SingleChild extends Single {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** A table for each. */
    @Entity(name = "Joined")
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Joined extends Numbered {}

    /** In two tables. */
    @Entity(name = "JoinedChild")
    @PrimaryKeyJoinColumn(name = "joined_id")
    public static class JoinedChild extends Joined {
        @Column(name = "second_file")
        FileRef second;

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** A table for each concrete class. */
    @Entity(name = "PerClass")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class PerClass extends NumberedBoth {}

    /** Inherits both, in a table of its own. */
    @Entity(name = "PerClassChild")
    public static class PerClassChild extends PerClass {}

    /** The same beside it. */
    @Entity(name = "PerClassOther")
    public static class PerClassOther extends PerClass {}

    /** With a secondary table, whose row is there without a file too. */
    @Entity(name = "Split")
    @SecondaryTable(name = "split_rest", pkJoinColumns = @PrimaryKeyJoinColumn(name = "split_id"))
    public static class Split extends Numbered {
        @Column(name = "second_file", table = "split_rest")
        FileRef second;

        @Column(table = "split_rest")
        String note = "kept";

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** Holds a file for others. */
    @Embeddable
    public static class Scene {
        String title = "a scene";

        @Column(name = "second_file")
        FileRef second;

        public Scene() {}

        Scene(FileRef second) {
            this.second = second;
        }
    }

    /** With an embeddable. */
    @Entity(name = "Embedding")
    public static class Embedding extends Numbered {
        @Embedded
        Scene scene = new Scene();

        @Override
        public FileRef second() {
            return scene.second;
        }

        @Override
        public void second(FileRef file) {
            scene = new Scene(file);
        }
    }

    /** With a list of embeddables. */
    @Entity(name = "Gallery")
    public static class Gallery extends Numbered {
        @ElementCollection
        @CollectionTable(name = "gallery_scenes", joinColumns = @JoinColumn(name = "gallery_id"))
        @OrderColumn(name = "place")
        List<Scene> scenes = new ArrayList<>(List.of(new Scene()));

        @Override
        public FileRef second() {
            return scenes.get(0).second;
        }

        @Override
        public void second(FileRef file) {
            scenes.set(0, new Scene(file));
        }
    }

    /** With a list of embeddables whose rows have another column of it than its identifier. */
    @Entity(name = "Coded")
    public static class Coded extends Numbered {
        @Column(unique = true)
        String code = UUID.randomUUID().toString();

        @ElementCollection
        @CollectionTable(
                name = "coded_scenes",
                joinColumns = @JoinColumn(name = "coded", referencedColumnName = "code"))
        @OrderColumn(name = "place")
        List<Scene> scenes = new ArrayList<>(List.of(new Scene()));

        @Override
        public Object key() {
            return code;
        }

        @Override
        public FileRef second() {
            return scenes.get(0).second;
        }

        @Override
        public void second(FileRef file) {
            scenes.set(0, new Scene(file));
        }
    }

    /** With a set of files whose rows are only marked when they are removed. */
    @Entity(name = "Marking")
    public static class Marking {
        @Id
        @GeneratedValue
        public Long id;

        @ElementCollection
        @SoftDelete
        public Set<FileRef> files = new HashSet<>();
    }

    /** With names that are words of SQL. */
    @Entity(name = "Quoted")
    @Table(name = "\"order By\"")
    public static class Quoted extends First {
        @Id
        @GeneratedValue
        @Column(name = "\"select\"")
        Long id;

        @Column(name = "\"from Where\"")
        FileRef second;

        @Override
        public Object id() {
            return id;
        }

        @Override
        public FileRef second() {
            return second;
        }

        @Override
        public void second(FileRef file) {
            second = file;
        }
    }

    /** In a schema of its own. */
    @Entity(name = "Lodged")
    @Table(name = "lodged", schema = "lodgings")
    public static class Lodged extends NumberedBoth {}

    /** Of one of several tenants. */
    @Entity(name = "Tenanted")
    public static class Tenanted extends NumberedBoth {
        @TenantId
        String tenant;
    }

    /** Removed by a mark, and hidden. */
    @Entity(name = "Hidden")
    @SQLDelete(sql = "update Hidden set gone = true where id = ?", verify = Expectation.None.class)
    @SQLRestriction("gone = false")
    public static class Hidden extends NumberedBoth {
        boolean gone;
    }

    /** Removed by a statement that spares some. */
    @Entity(name = "Spared")
    @SQLDelete(sql = "delete from Spared where id = ? and not locked", verify = Expectation.None.class)
    public static class Spared extends NumberedBoth {
        public boolean locked;
    }

    /** Removed by a mark of Hibernate's. */
    @Entity(name = "Softly")
    @SoftDelete
    public static class Softly extends NumberedBoth {}

    /** With a version. */
    @Entity(name = "Versioned")
    public static class Versioned extends NumberedBoth {
        @Version
        int version;
    }

    /** With a UUID. */
    @Entity(name = "Universal")
    public static class Universal extends Both {
        @Id
        @GeneratedValue
        UUID id;

        @Override
        public Object id() {
            return id;
        }
    }

    /** With a text that the application gives. */
    @Entity(name = "Texted")
    public static class Texted extends Both {
        @Id
        String id = "it's " + UUID.randomUUID();

        @Override
        public Object id() {
            return id;
        }
    }

    /** A number of books. */
    public record Isbn(String digits) implements Serializable {}

    /** Stores it with a mark. */
    public static class IsbnConverter implements AttributeConverter<Isbn, String> {
        @Override
        public String convertToDatabaseColumn(Isbn isbn) {
            return isbn == null ? null : "isbn-" + isbn.digits();
        }

        @Override
        public Isbn convertToEntityAttribute(String text) {
            return text == null ? null : new Isbn(text.substring(5));
        }
    }

    /** An identifier that is converted, which a plain one cannot be. */
    @Embeddable
    public record BookId(
            @Column(name = "isbn") @Convert(converter = IsbnConverter.class)
            Isbn isbn) implements Serializable {}

    /** With an identifier that is converted. */
    @Entity(name = "Book")
    public static class Book extends Both {
        @EmbeddedId
        BookId id = new BookId(new Isbn(UUID.randomUUID().toString()));

        @Override
        public Object id() {
            return id;
        }

        @Override
        public Object key() {
            return "isbn-" + id.isbn().digits();
        }
    }

    /** An identifier of one column. */
    @Embeddable
    public record TicketId(@Column(name = "ticket_number") long number) implements Serializable {}

    /** With an embedded identifier. */
    @Entity(name = "Ticket")
    public static class Ticket extends Both {
        @EmbeddedId
        TicketId id = new TicketId(Numbers.next());

        @Override
        public Object id() {
            return id;
        }

        @Override
        public Object key() {
            return id.number();
        }
    }

    /** An identifier of two columns. */
    @Embeddable
    public record SeatId(
            @Column(name = "seat_number") long number,
            @Column(name = "seat_hall") String hall) implements Serializable {}

    /** With an identifier of two columns. */
    @Entity(name = "Seat")
    public static class Seat extends Both {
        @EmbeddedId
        SeatId id = new SeatId(Numbers.next(), "hall");

        @Override
        public Object id() {
            return id;
        }

        @Override
        public Object key() {
            return id.number();
        }
    }

    /** Has a passport. */
    @Entity(name = "Citizen")
    public static class Citizen {
        @Id
        @GeneratedValue
        Long id;
    }

    /** With the identifier of another. */
    @Entity(name = "Passport")
    public static class Passport extends Both {
        @Id
        Long id;

        @MapsId
        @OneToOne(cascade = CascadeType.PERSIST)
        @JoinColumn(name = "citizen_id")
        Citizen citizen = new Citizen();

        @Override
        public Object id() {
            return id;
        }
    }

    private static final class Numbers {
        private static final java.util.concurrent.atomic.AtomicLong LAST = new java.util.concurrent.atomic.AtomicLong();

        static long next() {
            return LAST.incrementAndGet();
        }
    }
}
