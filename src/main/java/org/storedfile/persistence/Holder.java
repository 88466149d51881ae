package org.storedfile.persistence;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.storedfile.FileLocation;

/** An attribute of one row that holds a file, or held it. */
public interface Holder {
    /** Returns {@code Entity#id.attribute}, as messages name it. */
    @Override
    String toString();

    /**
     * Tells whether the row in the database holds the file. Asked of a row that gave it up, just before or just after
     * the commit: a rollback to a savepoint brings it back, and no event says so; nor is every reported commit one. A
     * row that cannot be asked is taken to hold it.
     */
    boolean holds(FileLocation location);

    /**
     * Tells whether the row holds the file, as its transaction sees it before it is committed.
     *
     * @throws org.storedfile.StoredFileException if the database refuses to tell; the transaction is to be rolled back
     */
    default boolean holdsNow(FileLocation location) {
        return holds(location);
    }

    /**
     * Takes the row to hold the file because its transaction could not read it.
     *
     * @return {@code true}
     * @throws org.storedfile.StoredFileException if the database refused: after a deadlock, some have rolled back what the
     *     transaction did, and would commit the rest
     */
    default boolean heldUnread(FileLocation location, RuntimeException cause) {
        AskedRows.requireNoSqlError(this + ", which gave up '" + location + "',", cause);
        System.getLogger(Holder.class.getName())
                .log(Level.WARNING, "'" + location + "' is kept, because " + this + " could not be read", cause);
        return true;
    }

    /** Returns who asks this row together with others; empty if it is asked alone. */
    default Optional<RowGroup> group() {
        return Optional.empty();
    }

    /** Returns the database that has the row; empty if its transaction cannot be seen. */
    default Optional<TransactionDatabase> database() {
        return Optional.empty();
    }
}
