package org.storedfile.persistence;

import org.storedfile.FileLocation;

/** An attribute of one row that holds a file, or held it. */
public interface Holder {
    /** Returns {@code Entity#id.attribute}, as messages name it. */
    @Override
    String toString();

    /**
     * Tells whether the row, as the running transaction sees it in the database, holds the file. Asked before
     * completion of a row that gave it up: a rollback to a savepoint brings it back, and no event says so. A row that
     * cannot be asked is taken to hold it.
     */
    boolean holds(FileLocation location);
}
