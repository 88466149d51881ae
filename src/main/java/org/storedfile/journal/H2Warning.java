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

    // It kept all commits in our kills; 2.5.252 did not, and 2.4 is not known.
    private static final String SOUND = "2.3.";

    private H2Warning() {}

    /** Returns a warning if the database is a file, and loses commits when its process is killed. */
    static Optional<String> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            // What is in memory is gone with its process anyway, with rows and journal alike.
            return row.getString(2) == null ? Optional.empty() : of(row.getString(1), "0".equals(row.getString(3)));
        }
    }

    /** Returns the warning for files. */
    static Optional<String> of(String version, boolean isWrittenAtOnce) {
        String advice = advice(version, isWrittenAtOnce);
        return advice.isEmpty()
                ? Optional.empty()
                : Optional.of("H2 " + version + " may lose commits when its process is killed, and files may then be"
                        + " missing or left over: " + advice);
    }

    private static String advice(String version, boolean isWrittenAtOnce) {
        if (!version.startsWith(SOUND)) {
            return "use H2 2.3.232 with ;WRITE_DELAY=0 in its URL, or a database server";
        }
        return isWrittenAtOnce ? "" : "add ;WRITE_DELAY=0 to its URL";
    }
}
