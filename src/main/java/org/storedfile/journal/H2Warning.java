package org.storedfile.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What H2 does not promise: the journal is as durable as the commits of its database, and no more. */
final class H2Warning {
    private static final String SETTINGS = "select h2version(), database_path(), (select max(setting_value) from"
            + " information_schema.settings where setting_name = 'WRITE_DELAY')";

    private H2Warning() {}

    /** Returns a warning if the database is a file. */
    static Optional<String> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            // What is in memory is gone with its process anyway, with rows and journal alike.
            return row.getString(2) == null
                    ? Optional.empty()
                    : Optional.of(text(row.getString(1), "0".equals(row.getString(3))));
        }
    }

    // Seen in kills: 2.5.252 forgot commits, and 2.3.232 now and then had one half.
    private static String text(String version, boolean isWrittenAtOnce) {
        return "H2 " + version
                + " may lose commits, or a part of one, when its process is killed, and files may then be"
                + " missing or left over: use another database where that must not be"
                + (isWrittenAtOnce ? "" : ", or at least add ;WRITE_DELAY=0 to its URL");
    }
}
