package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.storedfile.persistence.suite.run.MariaServer;

/** MariaDB, of which a server is started once. */
final class Maria extends TestDatabase {
    private final boolean hasStrictSnapshots;

    Maria(boolean hasStrictSnapshots) {
        this.hasStrictSnapshots = hasStrictSnapshots;
    }

    static boolean isHere() {
        return MariaServer.isHere();
    }

    @Override
    DataSource create() throws SQLException {
        return new UrlSource(MariaServer.create(name()) + "&sessionVariables=innodb_snapshot_isolation="
                + (hasStrictSnapshots ? "ON" : "OFF"));
    }
}
