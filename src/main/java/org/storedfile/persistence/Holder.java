package org.storedfile.persistence;

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

    /** Tells whether the row holds the file, as its transaction sees it before it is committed. */
    default boolean holdsNow(FileLocation location) {
        return holds(location);
    }

    /** Returns the database that has the row; empty if its transaction cannot be seen. */
    default Optional<TransactionDatabase> database() {
        return Optional.empty();
    }
}
