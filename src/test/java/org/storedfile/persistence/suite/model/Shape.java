package org.storedfile.persistence.suite.model;

import org.storedfile.persistence.suite.model.Shapes.TwoFiles;

/** Where rows lie, and the second of their files. */
public enum Shape {
    PLAIN(Shapes.Plain.class, "Plain", "id"),
    SINGLE_TABLE(Shapes.SingleChild.class, "Single", "id"),
    JOINED(Shapes.JoinedChild.class, "JoinedChild", "joined_id"),
    PER_CLASS(Shapes.PerClassChild.class, "PerClassChild", "id"),
    PER_CLASS_BESIDE(Shapes.PerClassOther.class, "PerClassOther", "id"),
    SECONDARY_TABLE(Shapes.Split.class, "split_rest", "split_id"),
    EMBEDDED(Shapes.Embedding.class, "Embedding", "id"),
    ELEMENTS(Shapes.Gallery.class, "gallery_scenes", "gallery_id"),
    ELEMENTS_BY_CODE(Shapes.Coded.class, "coded_scenes", "coded"),
    QUOTED(Shapes.Quoted.class, "\"order By\"", "\"select\""),
    SCHEMA(Shapes.Lodged.class, "lodgings.lodged", "id"),
    TENANT(Shapes.Tenanted.class, "Tenanted", "id"),
    RESTRICTED(Shapes.Hidden.class, "Hidden", "id"),
    SPARED(Shapes.Spared.class, "Spared", "id"),
    SOFTLY_DELETED(Shapes.Softly.class, "Softly", "id"),
    VERSIONED(Shapes.Versioned.class, "Versioned", "id"),
    UUID(Shapes.Universal.class, "Universal", "id"),
    TEXT(Shapes.Texted.class, "Texted", "id"),
    CONVERTED(Shapes.Book.class, "Book", "isbn"),
    EMBEDDED_ID(Shapes.Ticket.class, "Ticket", "ticket_number"),
    COMPOSITE_ID(Shapes.Seat.class, "Seat", "seat_number"),
    DERIVED_ID(Shapes.Passport.class, "Passport", "citizen_id");

    private final Class<? extends TwoFiles> type;
    private final String table;
    private final String key;

    Shape(Class<? extends TwoFiles> type, String table, String key) {
        this.type = type;
        this.table = table;
        this.key = key;
    }

    /** Returns the entity. */
    public Class<? extends TwoFiles> type() {
        return type;
    }

    /** Returns a new one without files. */
    public TwoFiles create() {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the table of the second file. */
    public String table() {
        return table;
    }

    /** Returns the column that its rows are found by. */
    public String key() {
        return key;
    }

    /** Returns the column of the second file. */
    public String column() {
        return this == QUOTED ? "\"from Where\"" : "second_file";
    }

    /** Tells whether many rows are asked by one statement. */
    public boolean isGrouped() {
        return this != COMPOSITE_ID;
    }

    /** Tells whether a removed row is only marked. */
    public boolean isOnlyMarked() {
        return this == RESTRICTED || this == SOFTLY_DELETED;
    }
}
