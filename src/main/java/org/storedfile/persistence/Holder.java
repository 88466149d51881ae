package org.storedfile.persistence;

import java.util.Optional;
import java.util.Set;
import org.storedfile.FileLocation;

/** An attribute of one row that holds a file, or held it. */
public interface Holder {
    /** Returns {@code Entity#id.attribute}, as messages name it. */
    @Override
    String toString();

    /**
     * Returns the files that the row in the database holds. Asked of a row that gave one up, just after the commit: not
     * every reported commit is one.
     *
     * @throws RuntimeException if the row cannot be asked; it is taken to hold all that was given up
     */
    Set<FileLocation> held();

    /**
     * Returns the files that the row holds, as its transaction sees it before it is committed: a rollback to a savepoint
     * brings one back, and a statement gives it to another row, and no event says so.
     *
     * @throws RuntimeException if the row cannot be asked; it is taken to hold all that was given up, unless the
     *     database refused to tell, when the transaction is to be rolled back
     */
    default Set<FileLocation> heldNow() {
        return held();
    }

    /** Returns who asks this row together with others; empty if it is asked alone. */
    default Optional<RowGroup> group() {
        return Optional.empty();
    }

    /** Returns the database that has the row; empty if its transaction cannot be seen. */
    default Optional<TransactionDatabase> database() {
        return Optional.empty();
    }

    /** Tells whether the statement that was to write the row was sent and, with a transaction that went on, did not fail. */
    default boolean isWritten() {
        return true;
    }
}
