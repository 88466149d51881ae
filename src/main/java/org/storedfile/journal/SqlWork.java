package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Something that is done with a connection, which it does not keep. */
@FunctionalInterface
public interface SqlWork<T> {
    /** Does it. */
    T run(Connection connection) throws SQLException;
}
