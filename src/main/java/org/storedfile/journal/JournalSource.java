package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the journal's connection comes from. */
public interface JournalSource {
    /** Opens a connection outside of any transaction, to the database that has the rows of the persistence unit. */
    Connection open() throws SQLException;

    /** Whether the transactions of the unit take their connections from the same pool. */
    boolean isShared();

    /** Returns how messages name it. */
    @Override
    String toString();
}
