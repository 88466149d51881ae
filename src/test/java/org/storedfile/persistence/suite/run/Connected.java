package org.storedfile.persistence.suite.run;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done on a connection. */
public interface Connected {
    void run(Connection connection) throws SQLException;
}
